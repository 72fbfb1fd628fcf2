package lightrag.proxy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import lightrag.api.UnavailableException;
import lightrag.tenant.control.RagManager;

/** The manager of the moment; who asks while there is none waits a bounded time. Thread-safe. */
final class CurrentManager {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Duration wait;
    private final AtomicReference<CompletableFuture<RagManager>> current =
            new AtomicReference<>(new CompletableFuture<>());

    /**
     * @param wait longest wait for a manager
     */
    CurrentManager(Duration wait) {
        this.wait = wait;
    }

    /** From now on this one; those who wait get it too. */
    void set(RagManager manager) {
        CompletableFuture<RagManager> before =
                current.getAndSet(CompletableFuture.completedFuture(manager));
        before.complete(manager);
    }

    /** The manager has gone; nothing changes when another one has taken its place already. */
    void unset(RagManager manager) {
        CompletableFuture<RagManager> now = current.get();
        if (now.isDone() && now.join() == manager) {
            current.compareAndSet(now, new CompletableFuture<>());
        }
    }

    /**
     * @throws UnavailableException none came in time
     */
    RagManager get() {
        try {
            return current.get().get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException(
                    "The workspace manager is not running at the moment: try again.", RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The call was cancelled.", RETRY);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
