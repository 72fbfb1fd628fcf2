package lightrag.manager.migration;

import java.time.Duration;

/**
 * How long commits may wait while a switch is tried: briefly at first, so that nobody notices a try
 * that comes to nothing, and longer when stores that are written to all the time never stand still.
 */
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(50);
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
