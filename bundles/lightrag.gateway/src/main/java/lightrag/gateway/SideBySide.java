package lightrag.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Maps a list with a few virtual threads at a time. The first failure, or an interrupt of the
 * caller, ends the others.
 *
 * @param width threads at most
 */
record SideBySide(int width) {

    <A, B> List<B> map(List<A> inputs, Function<A, B> function) {
        AtomicReferenceArray<B> results = new AtomicReferenceArray<>(inputs.size());
        AtomicInteger next = new AtomicInteger();
        int threads = Math.min(width, inputs.size());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<Boolean> workers = new ExecutorCompletionService<>(executor);
            for (int i = 0; i < threads; i++) {
                workers.submit(() -> work(inputs, function, results, next), true);
            }
            join(workers, threads, executor);
        }
        List<B> out = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            out.add(results.get(i));
        }
        return out;
    }

    private static <A, B> void work(
            List<A> inputs,
            Function<A, B> function,
            AtomicReferenceArray<B> results,
            AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < inputs.size(); i = next.getAndIncrement()) {
            results.set(i, function.apply(inputs.get(i)));
        }
    }

    private static void join(
            ExecutorCompletionService<Boolean> workers, int threads, ExecutorService executor) {
        try {
            for (int i = 0; i < threads; i++) {
                workers.take().get();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            throw RoleCalls.cancelled(e);
        } catch (ExecutionException e) {
            executor.shutdownNow();
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure; // of another thread, but it tells more than a wrapper would
            }
            throw new IllegalStateException("a batch failed", e);
        }
    }
}
