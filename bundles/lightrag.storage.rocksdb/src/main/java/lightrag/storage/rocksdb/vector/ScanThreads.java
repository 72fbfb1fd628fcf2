package lightrag.storage.rocksdb.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Platform threads, one a processor, that share the work of long scans. */
final class ScanThreads implements AutoCloseable {
    private final int parallelism = Runtime.getRuntime().availableProcessors();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    parallelism, Thread.ofPlatform().name("vectors-", 0).daemon().factory());

    /** Works on one range of rows. */
    @FunctionalInterface
    interface Part<T> {
        T scan(int from, int to);
    }

    /**
     * Cuts rows into ranges, one of them for the calling thread.
     *
     * @param rowsPerThread for which another thread is worth waking
     * @return the results in the order of the ranges, at least one
     */
    <T> List<T> split(int rows, int rowsPerThread, Part<T> part) {
        int parts = Math.clamp(rows / rowsPerThread, 1, parallelism);
        int length = (rows + parts - 1) / parts;
        List<CompletableFuture<T>> others = new ArrayList<>();
        for (int number = 1; number < parts; number++) {
            int from = number * length;
            int to = Math.min(from + length, rows);
            others.add(CompletableFuture.supplyAsync(() -> part.scan(from, to), threads));
        }
        List<T> results = new ArrayList<>(parts);
        results.add(part.scan(0, Math.min(length, rows)));
        others.forEach(other -> results.add(other.join()));
        return results;
    }

    Future<?> submit(Runnable work) {
        return threads.submit(work);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
