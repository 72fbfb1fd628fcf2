package lightrag.gateway;

import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import lightrag.gateway.CallCounters.Outcome;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.TokenUsage;

/**
 * A stream that keeps its place at the provider until it ends. One that nobody reads from any more,
 * as when a reader was lost, is closed, or the place would be lost with it.
 */
final class BoundedStream implements CompletionStream {

    private final CompletionStream inner;
    private final RoleCalls calls;
    private final Runnable release;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Future<?> idleCheck;
    private volatile long touched = System.nanoTime();
    private volatile boolean late;

    BoundedStream(CompletionStream inner, RoleCalls calls, Runnable release) {
        this.inner = inner;
        this.calls = calls;
        this.release = release;
        this.idleCheck = calls.everyLimit(this::closeWhenIdle);
    }

    private void closeWhenIdle() {
        if (System.nanoTime() - touched > calls.limit().toNanos()) {
            late = true;
            Thread.startVirtualThread(
                    this::close); // a binding's close may block; the watchdog must not
        }
    }

    @Override
    public boolean hasNext() {
        touched = System.nanoTime();
        try {
            boolean more = inner.hasNext();
            touched = System.nanoTime();
            if (!more) {
                if (late) {
                    throw calls.late(new TimeoutException("nothing was read or sent"));
                }
                end(Outcome.COMPLETED);
            }
            return more;
        } catch (RuntimeException e) {
            end(Thread.currentThread().isInterrupted() ? Outcome.CANCELLED : Outcome.FAILED);
            throw e;
        }
    }

    @Override
    public String next() {
        String piece = inner.next();
        touched = System.nanoTime();
        return piece;
    }

    @Override
    public TokenUsage usage() {
        return inner.usage();
    }

    @Override
    public void close() {
        try {
            inner.close();
        } finally {
            end(late ? Outcome.FAILED : Outcome.CANCELLED);
        }
    }

    private void end(Outcome outcome) {
        if (ended.compareAndSet(false, true)) {
            idleCheck.cancel(false);
            calls.counters().used(inner.usage());
            calls.counters().ended(outcome);
            release.run();
        }
    }
}
