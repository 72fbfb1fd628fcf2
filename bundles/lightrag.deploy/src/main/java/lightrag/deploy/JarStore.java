package lightrag.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Jars that were taken in, one a version, so that the next start has them too. A file under its
 * final name is complete.
 */
final class JarStore {

    private static final String SUFFIX = ".jar";

    private final Path folder;

    JarStore(Path folder) {
        this.folder = folder;
    }

    /** A copy under a name that no start looks for. */
    Path spool(InputStream jar) {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "incoming", ".part");
            Files.copy(jar, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("The jar can't be stored in " + folder, e);
        }
    }

    /** On disk under its version when this returns. */
    Path keep(Path spooled, String version) {
        Path kept = path(version);
        try (FileChannel channel = FileChannel.open(spooled, StandardOpenOption.WRITE)) {
            channel.force(true);
            Files.createDirectories(folder);
            Files.move(spooled, kept, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("The jar can't be stored in " + folder, e);
        }
    }

    private Path path(String version) {
        return folder.resolve(version + SUFFIX);
    }

    Optional<Path> find(String version) {
        return Optional.of(path(version)).filter(Files::isRegularFile);
    }

    /** Removes the jars of other versions. */
    void prune(Set<String> versions) {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.endsWith(SUFFIX)
                    && !versions.contains(name.substring(0, name.length() - SUFFIX.length()))) {
                remove(file);
            }
        }
    }

    /** Removes what a kill left half written; not while something is being written. */
    void removeParts() {
        files().stream()
                .filter(file -> !file.toString().endsWith(SUFFIX))
                .forEach(JarStore::remove);
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
