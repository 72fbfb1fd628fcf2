package lightrag.manager.migration;

import java.time.Duration;

/**
 * How long calls may wait while a switch is tried: briefly at first, so that nobody notices a try
 * that comes to nothing, and longer when single calls take longer than that.
 */
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(150);
    private static final Duration MOST = Duration.ofSeconds(5);

    /** Tries before it doubles. */
    private static final int TRIES = 10;

    private int tries;

    Duration next() {
        int doublings = Math.min(tries++ / TRIES, 10);
        Duration wait = FIRST.multipliedBy(1L << doublings);
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
