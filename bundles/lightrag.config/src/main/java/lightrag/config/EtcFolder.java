package lightrag.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's files {@code <pid>.json}. They are read twice a second instead of listened to,
 * since file events miss exchanged links and network file systems, and time stamps miss quick
 * changes. What a look finds counts when the next one finds the same: editors write in pieces, and
 * some take the file away for a moment.
 */
final class EtcFolder implements AutoCloseable {

    /** What a file holds. */
    sealed interface Content {

        record Text(String text) implements Content {}

        record Unreadable(String why) implements Content {}
    }

    /** Told of each file once per version of it. */
    interface Listener {

        void present(String pid, Content content);

        void gone(String pid);
    }

    private static final Logger LOG = LoggerFactory.getLogger(EtcFolder.class);
    private static final long PERIOD_MILLIS = 500;
    private static final long BYTES_MAX = 1 << 20;
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Listener listener;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("etc-folder").factory());
    private final Map<String, Content> told = new HashMap<>();
    private Map<String, Content> last = Map.of();
    private boolean vanished;

    EtcFolder(Path folder, Listener listener) {
        this.folder = folder;
        this.listener = listener;
        find(folder)
                .ifPresent(
                        found -> {
                            last = found;
                            found.keySet().forEach(this::settled);
                        });
    }

    /** Looks from now on until it is closed. */
    void watch() {
        // ends with the timer; nothing it throws gets here, look() sees to that
        var _ =
                timer.scheduleWithFixedDelay(
                        this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        try {
            Optional<Map<String, Content>> found = find(folder);
            if (found.isEmpty()) {
                reportVanished();
                return;
            }
            vanished = false;
            Map<String, Content> before = last;
            last = found.get();
            TreeSet<String> names = new TreeSet<>(last.keySet());
            names.addAll(told.keySet());
            for (String pid : names) {
                if (Optional.ofNullable(before.get(pid))
                        .equals(Optional.ofNullable(last.get(pid)))) {
                    settled(pid);
                }
            }
        } catch (RuntimeException e) {
            // a timer that throws never runs again, and with it reloading would end silently
            LOG.error("Looking at {} failed; the settings in force stay", folder, e);
        }
    }

    private void reportVanished() {
        if (!vanished && !told.isEmpty()) {
            LOG.error("{} has vanished; what its files set stays in force", folder);
        }
        vanished = true;
    }

    private void settled(String pid) {
        Content now = last.get(pid);
        if (now == null) {
            told.remove(pid);
            listener.gone(pid);
        } else if (!now.equals(told.put(pid, now))) {
            listener.present(pid, now);
        }
    }

    /** What the files of a folder hold, by PID, at this moment. */
    static Map<String, Content> read(Path folder) {
        return find(folder).orElse(Map.of());
    }

    /** Empty when there is no such folder. */
    private static Optional<Map<String, Content>> find(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Map<String, Content> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(EtcFolder::isSettings).toList()) {
                String name = file.getFileName().toString();
                content(file)
                        .ifPresent(
                                content ->
                                        found.put(
                                                name.substring(0, name.length() - SUFFIX.length()),
                                                content));
            }
            return Optional.of(found);
        } catch (IOException e) {
            LOG.debug("{} can't be listed now", folder, e);
            return Optional.empty();
        }
    }

    private static boolean isSettings(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private static Optional<Content> content(Path file) {
        try {
            return Optional.of(
                    Files.size(file) > BYTES_MAX
                            ? new Content.Unreadable("is larger than " + BYTES_MAX + " bytes")
                            : new Content.Text(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of(new Content.Unreadable("is no UTF-8 text"));
        } catch (IOException e) {
            return Optional.of(
                    new Content.Unreadable("can't be read: " + e.getClass().getSimpleName()));
        }
    }
}
