package lightrag.manager.migration;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Rows copied so far, how fast they may be, and the wish to stop. Thread-safe. */
final class Progress {

    /** Somebody wants the copy to end. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private final LongAdder rows = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopWanted = lock.newCondition();
    private final long rowsPerSecond;
    private final long start = System.nanoTime();
    private volatile boolean stopped;

    /**
     * @param rowsPerSecond 0 = as fast as it goes
     */
    Progress(long rowsPerSecond) {
        this.rowsPerSecond = rowsPerSecond;
    }

    long rows() {
        return rows.sum();
    }

    /**
     * Counts rows and waits when they came too fast.
     *
     * @throws Stopped it is to end
     */
    void add(int count) {
        rows.add(count);
        check();
        if (rowsPerSecond > 0) {
            pause(
                    Duration.ofNanos(rows.sum() * 1_000_000_000L / rowsPerSecond)
                            .minusNanos(System.nanoTime() - start));
        }
    }

    private void pause(Duration pause) {
        long left = pause.toNanos();
        lock.lock();
        try {
            while (left > 0 && !stopped) {
                left = stopWanted.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        } finally {
            lock.unlock();
        }
        check();
    }

    /**
     * @throws Stopped it is to end
     */
    void check() {
        if (stopped) {
            throw new Stopped();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            stopWanted.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
