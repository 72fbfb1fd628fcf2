package lightrag.storage.rocksdb.db;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.Cache;
import org.rocksdb.Env;
import org.rocksdb.LRUCache;
import org.rocksdb.RateLimiter;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * What all workspaces of the process share: block cache, write-buffer budget, background threads,
 * rate limiter, row cache, and threads for slow native calls. Users are counted, since RocksDB
 * crashes when these go before a database does: {@link #retain} for each open database, {@link
 * #release} when it is closed, and one count for the component itself.
 */
public final class SharedResources {
    private static final long MEBIBYTE = 1L << 20;

    /** Part of the block cache in which indexes and filters outlive data blocks. */
    private static final double INDEX_SHARE = 0.5;

    /**
     * @param blockCacheMb of uncompressed blocks, indexes and filters, MiB
     * @param writeBuffersMb of all memtables together, MiB; taken from the block cache, so less
     *     than that
     * @param rowCacheMb of decoded rows on the heap, MiB
     * @param writeRateMb of background writes a second, MiB
     */
    public record Budget(int blockCacheMb, int writeBuffersMb, int rowCacheMb, int writeRateMb) {}

    private final Env env;
    private final Cache blockCache;
    private final WriteBufferManager writeBuffers;
    private final RateLimiter rateLimiter;
    private final RowCache rowCache;
    private final ExecutorService nativeThreads;
    private final AtomicInteger users = new AtomicInteger(1);
    private final Runnable freed;

    /**
     * @param freed runs when the last user is gone
     */
    public SharedResources(Budget budget, Runnable freed) {
        this.freed = freed;
        RocksDB.loadLibrary();
        int processors = Runtime.getRuntime().availableProcessors();
        env = Env.getDefault();
        env.setBackgroundThreads(Math.max(2, processors));
        blockCache = new LRUCache(budget.blockCacheMb() * MEBIBYTE, -1, false, INDEX_SHARE);
        writeBuffers = new WriteBufferManager(budget.writeBuffersMb() * MEBIBYTE, blockCache);
        rateLimiter = new RateLimiter(budget.writeRateMb() * MEBIBYTE);
        rowCache = new RowCache(budget.rowCacheMb() * MEBIBYTE);
        nativeThreads =
                Executors.newFixedThreadPool(
                        Math.max(4, processors * 2),
                        Thread.ofPlatform().name("rocksdb-", 0).daemon().factory());
    }

    Env env() {
        return env;
    }

    Cache blockCache() {
        return blockCache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    RateLimiter rateLimiter() {
        return rateLimiter;
    }

    public RowCache rowCache() {
        return rowCache;
    }

    void retain() {
        users.incrementAndGet();
    }

    /** Gives up one use; the last one frees everything. */
    public void release() {
        if (users.decrementAndGet() == 0) {
            nativeThreads.shutdown();
            writeBuffers.close();
            rateLimiter.close();
            blockCache.close();
            freed.run();
        }
    }

    /**
     * Runs a native call that may wait for the disk. A virtual thread inside native code holds its
     * carrier, and a few of them would stop every other virtual thread of the server, so such calls
     * move to platform threads; the number of these bounds them. An interrupt does not cut the call
     * short, since its outcome would be unknown; it is kept for the caller's next wait.
     */
    <T> T slowly(Callable<T> call) throws Exception {
        if (!Thread.currentThread().isVirtual()) {
            return call.call();
        }
        Future<T> future = nativeThreads.submit(call);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
