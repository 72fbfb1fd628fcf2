package lightrag.manager;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is taken by the threads of several engines and can be taken away from one of them: an
 * engine that hangs while it has the turn must not keep its successor from working.
 */
final class Turn {

    private final Semaphore free = new Semaphore(1);

    /** The lock as one engine sees it. */
    Share share() {
        return new Share(free);
    }

    /** As {@link java.util.concurrent.locks.ReentrantLock}, without conditions. */
    static final class Share implements Lock {

        /** Who has the turn; {@code depth} is touched by its thread alone. */
        private static final class Holder {
            private final Thread thread = Thread.currentThread();
            private int depth = 1;
        }

        private final Semaphore free;
        private final AtomicReference<@Nullable Holder> holder = new AtomicReference<>();
        private volatile boolean withdrawn;

        private Share(Semaphore free) {
            this.free = free;
        }

        /**
         * @throws lightrag.api.UnavailableException the engine was given up
         */
        @Override
        public void lock() {
            if (!again()) {
                free.acquireUninterruptibly();
                taken();
            }
        }

        @Override
        public void lockInterruptibly() throws InterruptedException {
            if (!again()) {
                free.acquire();
                taken();
            }
        }

        @Override
        public boolean tryLock() {
            if (again()) {
                return true;
            }
            boolean got = free.tryAcquire();
            if (got) {
                taken();
            }
            return got;
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            if (again()) {
                return true;
            }
            boolean got = free.tryAcquire(time, unit);
            if (got) {
                taken();
            }
            return got;
        }

        private boolean again() {
            Holder now = holder.get();
            if (now == null || now.thread != Thread.currentThread()) {
                return false;
            }
            now.depth++;
            return true;
        }

        private void taken() {
            holder.set(new Holder());
            if (withdrawn) {
                giveBack();
                throw Fence.givenUp();
            }
        }

        /** Once for each time it was taken, by whoever comes first. */
        private void giveBack() {
            if (holder.getAndSet(null) != null) {
                free.release();
            }
        }

        @Override
        public void unlock() {
            Holder now = holder.get();
            if (now != null && now.thread == Thread.currentThread()) {
                now.depth--;
                if (now.depth == 0) {
                    giveBack();
                }
            } else if (!withdrawn) {
                throw new IllegalMonitorStateException("unlocked by a thread that has no turn");
            }
        }

        /** Takes the turn away from the engine, now and for ever. */
        void withdraw() {
            withdrawn = true;
            giveBack();
        }

        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException("a turn has no conditions");
        }
    }
}
