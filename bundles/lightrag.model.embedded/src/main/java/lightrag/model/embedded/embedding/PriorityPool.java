package lightrag.model.embedded.embedding;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lightrag.spi.model.CallPriority;

/**
 * As many platform threads as there are processors, for native calls that would pin the carriers of
 * virtual threads. Waiting work runs by priority, then in order of arrival; idle threads end.
 */
final class PriorityPool implements AutoCloseable {

    /**
     * The network's code needs more than Java's usual megabyte, and dies without a word otherwise.
     */
    private static final long STACK_BYTES = 16L << 20;

    private final AtomicLong arrivals = new AtomicLong();
    private final ThreadPoolExecutor executor;

    PriorityPool() {
        int threads = Runtime.getRuntime().availableProcessors();
        executor =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        30,
                        TimeUnit.SECONDS,
                        new PriorityBlockingQueue<>(),
                        Thread.ofPlatform()
                                .daemon()
                                .stackSize(STACK_BYTES)
                                .name("embedding-", 0)
                                .factory());
        executor.allowCoreThreadTimeOut(true);
    }

    /** The future is cancelled when the pool is closed before the work started. */
    <T> Future<T> submit(CallPriority priority, Callable<T> work) {
        Job<T> job = new Job<>(priority, arrivals.getAndIncrement(), work);
        try {
            executor.execute(job);
        } catch (RejectedExecutionException e) {
            job.cancel(false);
        }
        return job;
    }

    @Override
    public void close() {
        executor.shutdownNow()
                .forEach(
                        waiting -> {
                            if (waiting instanceof Future<?> job) {
                                job.cancel(false);
                            }
                        });
        executor.close();
    }

    private static final class Job<T> extends FutureTask<T> implements Comparable<Job<?>> {

        private static final Comparator<Job<?>> ORDER =
                Comparator.<Job<?>, CallPriority>comparing(job -> job.priority)
                        .thenComparingLong(job -> job.arrival);

        private final CallPriority priority;
        private final long arrival;

        Job(CallPriority priority, long arrival, Callable<T> work) {
            super(work);
            this.priority = priority;
            this.arrival = arrival;
        }

        @Override
        public int compareTo(Job<?> other) {
            return ORDER.compare(this, other);
        }
    }
}
