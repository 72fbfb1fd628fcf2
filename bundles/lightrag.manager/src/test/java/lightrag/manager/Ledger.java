package lightrag.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lightrag.api.StorageFailureException;
import lightrag.manager.migration.PinnedStorage;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.storage.WorkspaceStorage;

/** Stores of a test: names of documents, waiting and done, in two files that survive a restart. */
final class Ledger {

    /** How often two engines worked on it at the same time. */
    final AtomicInteger clashes = new AtomicInteger();

    private final AtomicInteger workers = new AtomicInteger();
    private final Path waiting;
    private final Path done;
    private final Consumer<Ledger> onClose;
    private boolean closed;

    Ledger(Path folder, Consumer<Ledger> onClose) {
        this.waiting = folder.resolve("waiting.txt");
        this.done = folder.resolve("done.txt");
        this.onClose = onClose;
    }

    WorkspaceStorage storage() {
        return Narrow.as(WorkspaceStorage.class, this);
    }

    /** The ledger behind a storage made by {@link #storage}. */
    static Ledger behind(WorkspaceStorage storage) {
        return (Ledger)
                Narrow.target(
                        storage instanceof FencedStorage fenced
                                ? present(fenced.stores())
                                : present(storage));
    }

    private static WorkspaceStorage present(WorkspaceStorage storage) {
        return storage instanceof PinnedStorage view ? view.stores().present() : storage;
    }

    /** Stores about which nothing is written down: they are in the first format. */
    KeyValueStorage keyValues(KeyValueNamespace namespace) {
        return Narrow.as(KeyValueStorage.class, new NoValues());
    }

    static final class NoValues {

        Optional<byte[]> get(String key) {
            return Optional.empty();
        }
    }

    synchronized void accept(String name) {
        write(waiting, name, true);
    }

    synchronized void finish(String name) {
        List<String> left = new ArrayList<>(read(waiting));
        if (left.remove(name)) {
            write(done, name, true);
            write(waiting, String.join("\n", left), false);
        }
    }

    /** Two engines must never work at the same time. */
    synchronized void workStarts() {
        if (workers.incrementAndGet() > 1) {
            clashes.incrementAndGet();
        }
    }

    void workEnds() {
        workers.decrementAndGet();
    }

    synchronized List<String> waiting() {
        return read(waiting);
    }

    synchronized List<String> done() {
        return read(done);
    }

    private List<String> read(Path file) {
        try {
            refuseWhenClosed();
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, String text, boolean append) {
        try {
            List<String> lines = append ? new ArrayList<>(read(file)) : new ArrayList<>();
            refuseWhenClosed();
            lines.add(text);
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new StorageFailureException("used after close");
        }
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            onClose.accept(this);
        }
    }
}
