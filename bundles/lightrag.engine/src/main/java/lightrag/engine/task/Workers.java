package lightrag.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs tasks side by side and returns when all have ended, whatever became of them. */
public final class Workers {

    private final Executor executor;

    /**
     * @param executor starts one thread a task
     */
    public Workers(Executor executor) {
        this.executor = executor;
    }

    /** Runs one task on its own thread, for results needed later. */
    public <T> Pending<T> fork(Supplier<T> task) {
        Pending<T> pending = new Pending<>(task);
        executor.execute(pending);
        return pending;
    }

    /**
     * Results in the order of the tasks. The first failure cancels the scope and is thrown when all
     * have ended.
     *
     * @param width tasks at a time, the calling thread's included
     */
    public <T> List<T> all(List<Supplier<T>> tasks, int width, Cancellation scope) {
        Batch<T> batch = new Batch<>(tasks, scope);
        int helpers = Math.min(width, tasks.size()) - 1;
        CountDownLatch ended = new CountDownLatch(Math.max(0, helpers));
        for (int i = 0; i < helpers; i++) {
            executor.execute(
                    () -> {
                        try {
                            batch.work();
                        } finally {
                            ended.countDown();
                        }
                    });
        }
        batch.work();
        awaitUninterruptibly(ended);
        return batch.results();
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Batch<T> {
        private final List<Supplier<T>> tasks;
        private final Cancellation scope;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final List<AtomicReference<T>> results = new ArrayList<>();

        Batch(List<Supplier<T>> tasks, Cancellation scope) {
            this.tasks = tasks;
            this.scope = scope;
            tasks.forEach(task -> results.add(new AtomicReference<>()));
        }

        void work() {
            try {
                for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                    scope.check();
                    results.get(i).set(tasks.get(i).get());
                }
            } catch (RuntimeException | Error e) {
                if (failure.compareAndSet(null, e)) {
                    scope.cancel();
                }
            }
        }

        List<T> results() {
            switch (failure.get()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> {}
            }
            return results.stream().map(AtomicReference::get).toList();
        }
    }
}
