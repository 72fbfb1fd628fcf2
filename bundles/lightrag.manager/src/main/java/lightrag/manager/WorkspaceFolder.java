package lightrag.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lightrag.api.ConflictException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;

/**
 * Where a workspace's files are.
 *
 * @param stores folder of everything but its input files
 * @param inputs folder of its input files; made by whoever first needs it
 */
record WorkspaceFolder(WorkspaceId workspace, Path stores, Path inputs) {

    private static final String LOCK = "server.lock";
    private static final String UNFINISHED = "unfinished";

    static WorkspaceFolder of(WorkspaceId workspace, ManagerOptions options) {
        return new WorkspaceFolder(
                workspace,
                options.workingDirectory().resolve(workspace.value()),
                options.inputDirectory().resolve(workspace.value()));
    }

    /** Names that have a folder of stores, sorted. */
    static List<WorkspaceId> existing(Path workingDirectory) {
        if (!Files.isDirectory(workingDirectory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(workingDirectory)) {
            return folders.filter(folder -> named(folder) && Files.isDirectory(folder))
                    .map(folder -> new WorkspaceId(folder.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnavailableException(
                    "The working directory can't be listed: check its permissions.",
                    Duration.ofSeconds(5),
                    e);
        }
    }

    private static boolean named(Path folder) {
        return WorkspaceId.SYNTAX.matcher(folder.getFileName().toString()).matches();
    }

    Path lockFile() {
        return stores.resolve(LOCK);
    }

    /** Exists while the workspace may have work that a restart must take up. */
    Path unfinishedFile() {
        return stores.resolve(UNFINISHED);
    }

    /**
     * Makes the folder of stores when absent.
     *
     * @throws ConflictException a folder that differs only in case is there, on a file system where
     *     both are one
     * @throws UnavailableException it can't be made
     */
    void create() {
        try {
            Files.createDirectories(stores);
            Path real = stores.toRealPath(LinkOption.NOFOLLOW_LINKS);
            if (!real.getFileName().toString().equals(workspace.value())) {
                throw new ConflictException(
                        "On this file system workspace "
                                + workspace
                                + " would share the folder of workspace "
                                + real.getFileName()
                                + ": choose another name.");
            }
        } catch (IOException e) {
            throw new UnavailableException(
                    "The folder of workspace "
                            + workspace
                            + " can't be made: check permissions and free space.",
                    Duration.ofSeconds(5),
                    e);
        }
    }

    /** What tells a folder that an operator has worked on from the one that was seen before. */
    Optional<Stamp> stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(stores, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(String.valueOf(now.fileKey()), now.lastModifiedTime().toMillis()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    record Stamp(String fileKey, long modifiedMillis) {}
}
