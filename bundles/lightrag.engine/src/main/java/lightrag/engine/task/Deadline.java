package lightrag.engine.task;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Stops a piece of work when its time is over. Close it when the work is done. */
public final class Deadline implements AutoCloseable {

    private final CompletableFuture<Boolean> alarm = new CompletableFuture<>();
    private volatile boolean passed;

    private Deadline() {}

    /**
     * @param time none when zero
     */
    public static Deadline of(Duration time, Cancellation scope) {
        Deadline deadline = new Deadline();
        if (time.isPositive()) {
            deadline.alarm
                    .completeOnTimeout(true, time.toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(
                            () -> {
                                deadline.passed = true;
                                scope.cancel();
                            });
        }
        return deadline;
    }

    /** Whether it was this that stopped the work. */
    public boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}
