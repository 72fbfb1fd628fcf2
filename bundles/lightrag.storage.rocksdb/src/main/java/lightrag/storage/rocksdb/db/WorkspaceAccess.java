package lightrag.storage.rocksdb.db;

import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The locks of one workspace around its database, counters and views; see the package for their
 * order. Reading never waits for the disk's sync of a commit, only for the moment in which memory
 * changes.
 */
public final class WorkspaceAccess {
    private final Database database;
    private final RowCache rowCache;

    /** Fair, as the next: under a constant stream of commits the load of a view has its turn. */
    private final ReentrantLock commits = new ReentrantLock(true);

    /**
     * Fair, since an unfair one lets running readers overtake a queued virtual thread for as long
     * as they keep the carriers busy, and the writer behind it waits without end.
     */
    private final ReentrantReadWriteLock state = new ReentrantReadWriteLock(true);

    private Counters counters;

    public WorkspaceAccess(Database database, RowCache rowCache, Counters counters) {
        this.database = database;
        this.rowCache = rowCache;
        this.counters = counters;
    }

    public Database database() {
        return database;
    }

    public RowCache rowCache() {
        return rowCache;
    }

    /** As of the last commit; not to be changed. */
    public Counters counters() {
        return counters;
    }

    /** Call within {@link #change}. */
    public void replaceCounters(Counters next) {
        counters = next;
    }

    /**
     * Reads while nothing changes.
     *
     * @throws lightrag.api.StorageFailureException the workspace is closed
     */
    public <T> T read(Supplier<T> body) {
        state.readLock().lock();
        try {
            requireOpen();
            return body.get();
        } finally {
            state.readLock().unlock();
        }
    }

    /** Runs as the only writer; readers go on. */
    public <T> T alone(Supplier<T> body) {
        commits.lock();
        try {
            requireOpen();
            return body.get();
        } finally {
            commits.unlock();
        }
    }

    /** Changes memory, without readers. The caller is within {@link #alone}. */
    public void change(Runnable body) {
        state.writeLock().lock();
        try {
            body.run();
        } finally {
            state.writeLock().unlock();
        }
    }

    /** Closes once nobody reads or writes; repeating does nothing. */
    public void close() {
        commits.lock();
        try {
            change(database::close);
        } finally {
            commits.unlock();
        }
    }

    private void requireOpen() {
        if (!database.isOpen()) {
            throw StorageErrors.closed(database.workspace());
        }
    }
}
