package lightrag.gateway;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about. */
final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final long POLL_NANOS = 500_000;

    private Await() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come about within " + LIMIT);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
