package lightrag.model.openai;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How often and how patiently to try: exponential pauses with jitter, and never earlier than a
 * server asked.
 *
 * @param tries all of them, the first included
 * @param first longest pause after the first try; doubles with each further one
 * @param longest cap of a pause the server did not ask for
 * @param jitter random numbers in [0, 1)
 */
record RetryPolicy(int tries, Duration first, Duration longest, DoubleSupplier jitter) {

    /** Five tries get through a server that fails three times in a row with a reserve of one. */
    static final RetryPolicy STANDARD =
            new RetryPolicy(
                    5,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    () -> ThreadLocalRandom.current().nextDouble());

    /**
     * @param tried tries that failed so far, at least 1
     */
    Duration pause(int tried, AttemptFailure failure) {
        long cap = Math.min(longest.toMillis(), first.toMillis() << Math.min(tried - 1, 20));
        Duration backOff = Duration.ofMillis((long) (cap * (0.5 + 0.5 * jitter.getAsDouble())));
        return failure.retryAfter().filter(asked -> asked.compareTo(backOff) > 0).orElse(backOff);
    }
}
