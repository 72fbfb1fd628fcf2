package lightrag.engine.task;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A result that is being made on another thread. */
public final class Pending<T> implements Runnable {

    private final Supplier<T> task;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable T value;
    private volatile @Nullable Throwable failure;

    Pending(Supplier<T> task) {
        this.task = task;
    }

    @Override
    public void run() {
        try {
            value = task.get();
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    /** Waits for the end, whatever it is. */
    public void await() {
        Workers.awaitUninterruptibly(ended);
    }

    /** Waits for the result, or throws what the task threw. */
    public T join() {
        await();
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        T result = value;
        if (result == null) {
            throw new IllegalStateException("the task made nothing");
        }
        return result;
    }
}
