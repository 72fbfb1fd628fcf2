package lightrag.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends calls that outlast their time, whatever a binding does (rule RL-3). One thread for all
 * calls; what it runs only interrupts or closes.
 */
final class Watchdog implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("lightrag-gateway-watchdog").factory());
        // nearly every call ends in time: its timer must not stay until then
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Watches the calling thread until the guard is closed, on the same thread. */
    Guard guard(Duration limit) {
        Guard guard = new Guard(Thread.currentThread());
        guard.alarm = timer.schedule(guard::interrupt, limit.toNanos(), TimeUnit.NANOSECONDS);
        return guard;
    }

    /** Runs a check again and again until cancelled. */
    Future<?> every(Duration period, Runnable check) {
        return timer.scheduleWithFixedDelay(
                check, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Calls under way are no longer watched. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Interrupts a thread when its time is over, and never after the guard was closed. */
    static final class Guard implements AutoCloseable {
        private final Thread thread;
        private Future<?> alarm = CompletableFuture.completedFuture(null);
        private boolean closed;
        private boolean expired;

        private Guard(Thread thread) {
            this.thread = thread;
        }

        private synchronized void interrupt() {
            if (!closed) {
                expired = true;
                thread.interrupt();
            }
        }

        /** The time was over before the guard was closed; the thread's interrupt was ours. */
        synchronized boolean expired() {
            return expired;
        }

        /** Takes our own interrupt back, so that it does not hit what the thread does next. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                alarm.cancel(false);
                if (expired) {
                    Thread.interrupted();
                }
            }
        }
    }
}
