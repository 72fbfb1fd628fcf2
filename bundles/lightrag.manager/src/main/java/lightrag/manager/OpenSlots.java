package lightrag.manager;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * The cap on open workspaces. Who finds no free slot asks for the longest unused workspace to be
 * closed and waits; when all are in use, it waits until one is not. Thread-safe.
 */
final class OpenSlots {

    // An engine may become idle without anyone being told; then this is how late it is noticed.
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final IntSupplier max;
    private final BooleanSupplier evict;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int used;
    private int waiting;
    private int evicting;

    /**
     * @param max slots, read each time
     * @param evict starts to close one workspace, whose slot is given back later; false when all
     *     are in use. Called without any lock held.
     */
    OpenSlots(IntSupplier max, BooleanSupplier evict) {
        this.max = max;
        this.evict = evict;
    }

    /** Takes a slot; false when none became free in time. */
    boolean take(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        lock.lock();
        try {
            waiting++;
            while (used >= max.getAsInt()) {
                evictOne();
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (used >= max.getAsInt()) {
                    changed.awaitNanos(Math.min(left, RECHECK_NANOS));
                }
            }
            used++;
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** Not more evictions under way than there are waiters; called and returning with the lock. */
    private void evictOne() {
        if (evicting >= waiting) {
            return;
        }
        evicting++;
        boolean begun = false;
        lock.unlock();
        try {
            begun = evict.getAsBoolean();
        } finally {
            lock.lock();
            if (!begun) {
                evicting--;
            }
        }
    }

    void giveBack() {
        lock.lock();
        try {
            used--;
            evicting = Math.max(0, evicting - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Some workspace may have become unused. */
    void recheck() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }
}
