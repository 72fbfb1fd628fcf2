package lightrag.manager;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lightrag.api.UnavailableException;
import lightrag.spi.engine.WriteTurns;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * What one engine reaches the stores and turns of its workspace through. Closed when the engine is
 * given up: it changes nothing from then on and holds up nobody, whatever its threads still do.
 * Thread-safe.
 */
final class Fence {

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A commit takes milliseconds; one that takes longer is the storage's trouble. */
    private static final long COMMIT_SECONDS = 10;

    private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock();
    private final WorkspaceStorage storage;
    private final Turn.Share intake;
    private final Turn.Share graph;
    private volatile boolean closed;

    /**
     * @param stores as the engine sees them
     */
    Fence(WorkspaceStorage stores, OpenStores.Turns turns) {
        this.storage = new FencedStorage(stores, this);
        this.intake = turns.intake().share();
        this.graph = turns.graph().share();
    }

    /** The stores, of which an engine that was given up can change nothing. */
    WorkspaceStorage storage() {
        return storage;
    }

    /** The turns, which an engine that was given up does not keep. */
    WriteTurns turns() {
        return new WriteTurns(intake, graph);
    }

    /**
     * Runs a change of the stores.
     *
     * @throws UnavailableException the engine was given up
     */
    void change(Runnable change) {
        changes.readLock().lock();
        try {
            if (closed) {
                throw givenUp();
            }
            change.run();
        } finally {
            changes.readLock().unlock();
        }
    }

    static UnavailableException givenUp() {
        return new UnavailableException(
                "This engine was replaced and given up: try again, another one answers.", RETRY);
    }

    /** When this returns no change of the engine is under way and none will begin. */
    void close() {
        closed = true;
        try {
            if (changes.writeLock().tryLock(COMMIT_SECONDS, TimeUnit.SECONDS)) {
                changes.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.of(intake, graph).forEach(Turn.Share::withdraw);
    }
}
