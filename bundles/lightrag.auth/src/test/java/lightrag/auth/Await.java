package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for conditions, never for time alone. */
public final class Await {

    private static final long PAUSE_NANOS = 10_000_000;

    private Await() {}

    public static void until(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        assertThat(condition.getAsBoolean()).as("within " + atMost).isTrue();
    }

    /** The condition holds the whole time. */
    public static void stays(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            assertThat(condition.getAsBoolean()).as("throughout " + time).isTrue();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
