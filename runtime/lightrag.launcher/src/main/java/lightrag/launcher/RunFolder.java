package lightrag.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of one server process, named by its process id: framework cache, temporary files, and
 * where it serves.
 *
 * <p>Folders of processes that are gone (killed, power lost) are removed when the next server
 * starts.
 */
record RunFolder(Path path) {

    private static final String ANNOUNCEMENT = "server.properties";

    /**
     * A running server.
     *
     * @param process its process
     * @param url its base URL
     */
    record Server(ProcessHandle process, URI url) {

        Optional<Instant> started() {
            return process.info().startInstant();
        }
    }

    /** Creates the folder of this process, and removes those left behind by others. */
    static RunFolder create(Path path) throws IOException {
        Files.createDirectories(path);
        for (Path other : children(path.resolveSibling(""))) {
            if (process(other).isEmpty() && !other.equals(path)) {
                delete(other);
            }
        }
        return new RunFolder(path);
    }

    /** Servers that run and serve, lowest process id first. */
    static List<Server> running(Path parent) {
        List<Server> servers = new ArrayList<>();
        for (Path folder : children(parent)) {
            process(folder)
                    .filter(RunFolder::isJava)
                    .ifPresent(
                            process ->
                                    read(folder)
                                            .ifPresent(
                                                    url -> servers.add(new Server(process, url))));
        }
        servers.sort(Comparator.comparingLong(server -> server.process().pid()));
        return servers;
    }

    /** Writes down where this process serves, for {@code stop} and {@code status}. */
    void announce(URI url) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("url", url.toString());
        try (var out = Files.newBufferedWriter(path.resolve(ANNOUNCEMENT))) {
            properties.store(out, "server process " + path.getFileName());
        }
    }

    /** Removes the folder with all in it; harmless when it is gone. */
    void remove() {
        delete(path);
    }

    private static Optional<URI> read(Path folder) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(folder.resolve(ANNOUNCEMENT))) {
            properties.load(in);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(properties.getProperty("url")).map(URI::create);
    }

    /** The process a folder is named after; it may still be the start script. */
    private static Optional<ProcessHandle> process(Path folder) {
        try {
            return ProcessHandle.of(Long.parseLong(folder.getFileName().toString()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Ids of processes that ended are given to other programs in time. */
    private static boolean isJava(ProcessHandle process) {
        return process.info().command().orElse("").contains("java");
    }

    private static List<Path> children(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Removes a folder with all in it, as far as it can be removed. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // somebody else deletes it at the same time, or still writes to it: the next start
            // tries again
        }
    }
}
