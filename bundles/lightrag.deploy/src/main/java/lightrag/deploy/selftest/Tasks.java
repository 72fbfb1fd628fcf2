package lightrag.deploy.selftest;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Runs an engine's background work for the test, and tells when something of it has ended. Closed
 * when all of it has: what hangs is interrupted until then.
 */
final class Tasks implements Executor, AutoCloseable {

    /** An engine may come to rest a moment after its last task has ended. */
    private static final long LOOK_NANOS = 20_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Thread> running = new HashSet<>();

    @Override
    public void execute(Runnable task) {
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("self-test")
                        .inheritInheritableThreadLocals(false)
                        .unstarted(
                                () -> {
                                    try {
                                        task.run();
                                    } finally {
                                        end(Thread.currentThread());
                                    }
                                });
        lock.lock();
        try {
            running.add(thread);
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    private void end(Thread thread) {
        lock.lock();
        try {
            running.remove(thread);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no task runs and the engine says so too; interrupted at the deadline. */
    void awaitQuiet(BooleanSupplier idle) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!running.isEmpty() || !idle.getAsBoolean()) {
                ended.awaitNanos(LOOK_NANOS);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        boolean interrupted = false;
        lock.lock();
        try {
            while (!running.isEmpty()) {
                running.forEach(Thread::interrupt);
                try {
                    ended.awaitNanos(LOOK_NANOS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
