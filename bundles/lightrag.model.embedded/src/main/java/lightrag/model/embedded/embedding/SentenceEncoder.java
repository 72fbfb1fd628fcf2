package lightrag.model.embedded.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import lightrag.api.LightRagException;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CallPriority;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings for everybody in this process: loads the network when first asked, keeps every
 * processor busy, and lets waiting people go before ingest. A text's vector never depends on what
 * else is embedded: the network's 8-bit scales span whatever one call holds, so a call holds one
 * window (batches would gain a fifth on short texts and nothing on long ones).
 */
public final class SentenceEncoder implements AutoCloseable {

    /** Numbers in a vector. */
    public static final int DIMENSION = MiniLm.DIMENSION;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityPool pool = new PriorityPool();
    private @Nullable MiniLm network;
    private boolean closed;

    /** Unit vectors, one a text in order; blank texts are welcome. */
    public List<float[]> encode(List<String> texts, CallPriority priority) {
        if (texts.isEmpty()) {
            return List.of();
        }
        MiniLm model = network();
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            for (int[] tokens : Windows.of(model.tokens(texts.get(i)))) {
                windows.add(new Window(i, tokens));
            }
        }
        float[][] sums = new float[texts.size()][DIMENSION];
        run(model, windows, priority, sums);
        return IntStream.range(0, sums.length).mapToObj(i -> normalised(sums[i])).toList();
    }

    private record Window(int text, int[] tokens) {}

    private void run(MiniLm model, List<Window> windows, CallPriority priority, float[][] sums) {
        List<Future<float[]>> results = new ArrayList<>(windows.size());
        try {
            for (Window window : windows) {
                results.add(pool.submit(priority, () -> model.embed(window.tokens())));
            }
            for (int i = 0; i < results.size(); i++) {
                add(windows.get(i), await(results.get(i)), sums[windows.get(i).text()]);
            }
        } finally {
            results.forEach(result -> result.cancel(false));
        }
    }

    private static <T> T await(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelFailureException("Embedding was cancelled.", true, e);
        } catch (CancellationException e) {
            throw closedFailure();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LightRagException failure
                    ? failure
                    : new ModelFailureException("The embedding model failed.", false, e);
        }
    }

    /** A long text's vector is the mean over its tokens, so windows count by their length. */
    private static void add(Window window, float[] vector, float[] sum) {
        float[] unit = normalised(vector);
        int weight = window.tokens().length + 1;
        for (int d = 0; d < DIMENSION; d++) {
            sum[d] += weight * unit[d];
        }
    }

    private static float[] normalised(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        float norm = (float) Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int d = 0; norm > 0 && d < unit.length; d++) {
            unit[d] = vector[d] / norm;
        }
        return unit;
    }

    private MiniLm network() {
        lock.lock();
        try {
            if (closed) {
                throw closedFailure();
            }
            MiniLm loaded = network;
            if (loaded == null) {
                loaded = await(pool.submit(CallPriority.INTERACTIVE, MiniLm::load));
                network = loaded;
            }
            return loaded;
        } finally {
            lock.unlock();
        }
    }

    private static ModelFailureException closedFailure() {
        return new ModelFailureException(
                "The local embedding model is being replaced; try again.", true);
    }

    /** Waits for running batches, drops waiting ones, unloads the network. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pool.close();
            if (network != null) {
                network.close();
                network = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
