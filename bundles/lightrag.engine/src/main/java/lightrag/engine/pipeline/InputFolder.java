package lightrag.engine.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lightrag.api.ConflictException;
import lightrag.api.StorageFailureException;

/**
 * The files of a workspace: those that wait lie at the top, those that were read in {@code
 * __parsed__}.
 */
public final class InputFolder {

    private static final String PARSED = "__parsed__";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path directory;

    public InputFolder(Path directory) {
        this.directory = directory;
    }

    /**
     * Stores a new file, whole or not at all, readable by its owner only; on disk when this
     * returns.
     *
     * @param name a plain file name
     * @throws ConflictException a file of this name exists
     * @throws StorageFailureException the folder can't be written
     */
    void store(String name, InputStream content) {
        Path part = directory.resolve(".upload-" + UUID.randomUUID());
        try {
            Files.createDirectories(directory);
            write(part, content);
            Files.createLink(directory.resolve(name), part);
        } catch (FileAlreadyExistsException e) {
            throw new ConflictException(
                    "The input folder already contains a file named '" + name + "'.");
        } catch (IOException e) {
            throw new StorageFailureException(
                    "The file '" + name + "' could not be stored: " + e.getMessage(), e);
        } finally {
            delete(part);
        }
    }

    private static void write(Path part, InputStream content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            OutputStream out = Channels.newOutputStream(channel);
            content.transferTo(out);
            channel.force(true);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes back a file that could not be accepted. */
    void discard(String name) {
        delete(directory.resolve(name));
    }

    /** The bytes of a waiting or already read file; empty when there is none. */
    Optional<byte[]> read(String name) {
        for (Path file :
                List.of(directory.resolve(name), directory.resolve(PARSED).resolve(name))) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    return Optional.of(Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new StorageFailureException(
                            "The file '" + name + "' can't be read: " + e.getMessage(), e);
                }
            }
        }
        return Optional.empty();
    }

    /** Moves a file that was read out of the way; a name taken there gets a number. */
    void archive(String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Path parsed = Files.createDirectories(directory.resolve(PARSED));
            Path target = parsed.resolve(name);
            for (int i = 1; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
                target = parsed.resolve(numbered(name, i));
            }
            Files.move(file, target);
        } catch (IOException e) {
            throw new StorageFailureException(
                    "The file '" + name + "' can't be moved: " + e.getMessage(), e);
        }
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot <= 0
                ? name + "_%03d".formatted(number)
                : name.substring(0, dot) + "_%03d".formatted(number) + name.substring(dot);
    }

    /** Whether a waiting file has this canonical name. */
    boolean holds(String canonicalName) {
        return waiting().stream()
                .anyMatch(name -> DocumentName.of(name).canonical().equals(canonicalName));
    }

    /** Names of the waiting files, oldest first, then by name; hidden ones are left out. */
    List<String> waiting() {
        List<WaitingFile> files = new ArrayList<>();
        for (Path path : plainFiles(directory)) {
            String name = path.getFileName().toString();
            if (!name.startsWith(".")) {
                files.add(new WaitingFile(name, modified(path)));
            }
        }
        files.sort(
                Comparator.comparingLong(WaitingFile::modified).thenComparing(WaitingFile::name));
        return files.stream().map(WaitingFile::name).toList();
    }

    /** Bytes of a waiting file; 0 when it is gone. */
    long size(String name) {
        try {
            return Files.size(directory.resolve(name));
        } catch (IOException e) {
            return 0;
        }
    }

    private record WaitingFile(String name, long modified) {}

    private static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toMillis();
        } catch (IOException e) {
            return 0; // gone meanwhile; reading it will say so
        }
    }

    /** Deletes every plain file at the top; returns how many. */
    public int clear() {
        List<Path> files = plainFiles(directory);
        files.forEach(InputFolder::delete);
        return files.size();
    }

    /** Deletes a document's files, waiting or read, under any hint or number; returns how many. */
    public int deleteAllOf(String canonicalName) {
        int deleted = 0;
        for (Path folder : List.of(directory, directory.resolve(PARSED))) {
            for (Path file : plainFiles(folder)) {
                String name = file.getFileName().toString();
                String bare =
                        folder.equals(directory)
                                ? name
                                : name.replaceFirst("_\\d{3}(?=\\.[^.]*$|$)", "");
                if (matches(name, canonicalName) || matches(bare, canonicalName)) {
                    delete(file);
                    deleted++;
                }
            }
        }
        return deleted;
    }

    private static boolean matches(String name, String canonicalName) {
        return DocumentName.of(name).canonical().equals(canonicalName);
    }

    private static List<Path> plainFiles(Path folder) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(entry);
                }
            }
            return files;
        } catch (IOException e) {
            throw new StorageFailureException(
                    "The input folder can't be listed: " + e.getMessage(), e);
        }
    }
}
