package lightrag.engine.task;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Stops a piece of work and everything below it. Threads are interrupted only while they are in a
 * model call, never in a store, which an interrupt could damage. Thread-safe.
 */
public final class Cancellation implements AutoCloseable {

    private final Runnable detach;
    private final Set<Thread> calling = new HashSet<>();
    private final Set<Cancellation> children = new HashSet<>();
    private boolean cancelled;

    public Cancellation() {
        this.detach = () -> {};
    }

    private Cancellation(Cancellation parent) {
        this.detach = () -> parent.remove(this);
    }

    /**
     * A scope that ends with this one, and may end before it without touching it. Close it when its
     * work is done.
     */
    public Cancellation child() {
        Cancellation child = new Cancellation(this);
        synchronized (this) {
            children.add(child);
            child.cancelled = cancelled;
        }
        return child;
    }

    private synchronized void remove(Cancellation child) {
        children.remove(child);
    }

    /** Harmless when repeated. */
    public void cancel() {
        Set<Cancellation> below;
        synchronized (this) {
            cancelled = true;
            calling.forEach(Thread::interrupt);
            below = Set.copyOf(children);
        }
        below.forEach(Cancellation::cancel);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * @throws WorkCancelledException this scope was cancelled
     */
    public void check() {
        if (isCancelled()) {
            throw new WorkCancelledException();
        }
    }

    /**
     * Runs a call that may be interrupted, once on each thread at a time.
     *
     * @throws WorkCancelledException this scope was cancelled before or meanwhile
     */
    public <T> T call(Supplier<T> call) {
        enter();
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw isCancelled() ? new WorkCancelledException() : e;
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        check();
        calling.add(Thread.currentThread());
    }

    /** An interrupt that came too late must not reach the next thing this thread does. */
    private synchronized void leave() {
        if (calling.remove(Thread.currentThread()) && cancelled) {
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        detach.run();
    }
}
