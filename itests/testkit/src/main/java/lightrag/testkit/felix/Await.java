package lightrag.testkit.felix;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for conditions that nothing announces. */
public final class Await {

    private static final long LOOK_MILLIS = 25;

    private Await() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param what the condition in words, for the failure
     * @throws AssertionError when it does not within the time, or when it throws
     */
    public static void until(Duration patience, String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + patience.toNanos();
        Semaphore never = new Semaphore(0);
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("Not within " + patience.toSeconds() + " s: " + what);
                }
                never.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting: " + what, e);
        } catch (Exception e) {
            throw new AssertionError("Failed while waiting: " + what, e);
        }
    }
}
