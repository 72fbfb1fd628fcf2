package lightrag.manager.migration;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.Mutation;

/**
 * Commits that the second stores have still to see, in their order. Bounded: whoever commits waits
 * when the second ones lag far behind. Thread-safe.
 */
final class Backlog {

    /** Of estimated bytes; more waits. */
    private static final long BYTES_MAX = 128L << 20;

    /**
     * One commit, or a purge when there are no mutations.
     *
     * @param by what made its vectors
     */
    record Step(
            List<Mutation> mutations,
            Optional<Embedding> by,
            Durability durability,
            boolean purge,
            long bytes) {}

    private final Queue<Step> steps = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock, as the queue is.
    private long bytes;
    private boolean applying;
    private boolean ended;
    private boolean draining;
    private boolean stuck;
    private long appliedSteps;
    private long admitAt;

    /** From now on fewer come than are applied, so that they get less and less. */
    void drain() {
        lock.lock();
        try {
            draining = true;
        } finally {
            lock.unlock();
        }
    }

    /** Says whether nothing can be applied at the moment: then no commit waits for that. */
    void stuck(boolean now) {
        lock.lock();
        try {
            stuck = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits before a commit. While this drains, two are applied for each that comes; when one is
     * left it is waited for.
     */
    void admit() {
        lock.lock();
        try {
            while (draining && !stuck && !ended && unapplied() > 0 && appliedSteps < admitAt) {
                changed.awaitUninterruptibly();
            }
            admitAt = appliedSteps + 2;
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held. */
    private int unapplied() {
        return steps.size() + (applying ? 1 : 0);
    }

    /**
     * @param by what made its vectors
     */
    void add(List<Mutation> mutations, Optional<Embedding> by, Durability durability) {
        add(new Step(mutations, by, durability, false, bytes(mutations)));
    }

    void addPurge() {
        add(new Step(List.of(), Optional.empty(), Durability.SYNCED, true, 0));
    }

    private void add(Step step) {
        lock.lock();
        try {
            while (bytes > BYTES_MAX && !ended) {
                changed.awaitUninterruptibly();
            }
            if (!ended) {
                steps.add(step);
                bytes += step.bytes();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next one, waited for; none when this has ended. */
    Optional<Step> take() throws InterruptedException {
        lock.lock();
        try {
            while (steps.isEmpty() && !ended) {
                changed.await();
            }
            if (ended) {
                return Optional.empty();
            }
            Step step = steps.remove();
            bytes -= step.bytes();
            applying = true;
            changed.signalAll();
            return Optional.of(step);
        } finally {
            lock.unlock();
        }
    }

    /** The one taken last has been applied. */
    void applied() {
        lock.lock();
        try {
            applying = false;
            appliedSteps++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no more than that are left to apply; false when this has ended before. */
    boolean awaitLeft(int atMost, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (unapplied() > atMost && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !ended && unapplied() <= atMost;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return unapplied();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is queued or handed out any more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            steps.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private static long bytes(List<Mutation> mutations) {
        long sum = 64;
        for (Mutation mutation : mutations) {
            sum +=
                    switch (mutation) {
                        case Mutation.PutValue put -> 128 + put.value().length;
                        case Mutation.PutVector put ->
                                512L
                                        + 4L * put.embedding().length
                                        + 2L * put.row().content().length();
                        case Mutation.PutEntity put ->
                                512L + 2L * put.entity().description().length();
                        case Mutation.PutRelation put ->
                                512L + 2L * put.relation().description().length();
                        case Mutation.PutDocument put ->
                                1024 + 64L * put.document().chunkIds().size();
                        default -> 512;
                    };
        }
        return sum;
    }
}
