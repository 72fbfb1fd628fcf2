package lightrag.manager;

import java.time.Duration;

/** How long to leave a workspace alone after failures to open it. */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(60);

    // 0.5 s doubled seven times is past the longest already; more would overflow some day.
    private static final int DOUBLINGS_MAX = 7;

    private Backoff() {}

    /**
     * @param failures in a row, at least 1
     */
    static Duration delay(int failures) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
