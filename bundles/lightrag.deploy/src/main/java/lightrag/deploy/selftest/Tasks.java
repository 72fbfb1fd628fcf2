package lightrag.deploy.selftest;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Runs an engine's background work for the test, and tells when something of it has ended. */
final class Tasks implements Executor {

    /** An engine may come to rest a moment after its last task has ended. */
    private static final long LOOK_NANOS = 20_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int running;

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            running++;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual()
                .name("self-test")
                .start(
                        () -> {
                            try {
                                task.run();
                            } finally {
                                end();
                            }
                        });
    }

    private void end() {
        lock.lock();
        try {
            running--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no task runs and the engine says so too; interrupted at the deadline. */
    void awaitQuiet(BooleanSupplier idle) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (running > 0 || !idle.getAsBoolean()) {
                ended.awaitNanos(LOOK_NANOS);
            }
        } finally {
            lock.unlock();
        }
    }
}
