package lightrag.manager;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import lightrag.api.UnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two steps of an engine change that run foreign code, each within a time: an engine that hangs
 * must not keep its workspace from ever getting another one.
 */
final class EngineChange {

    private static final Logger LOG = LoggerFactory.getLogger(EngineChange.class);

    /** An engine opens within milliseconds; reading prompts from a slow disk takes longer. */
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);

    /** An engine that was told to stop may take this long to notice. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(35);

    /** Jobs that can't be taken up again end on the old engine, unless they take longer. */
    private static final Duration LONGEST_JOB = Duration.ofMinutes(10);

    private EngineChange() {}

    /**
     * @throws UnavailableException it took too long; an engine that opens later is closed
     */
    static EngineHandle open(Supplier<EngineHandle> opening) {
        CompletableFuture<EngineHandle> opened = new CompletableFuture<>();
        AtomicBoolean givenUp = new AtomicBoolean();
        Thread worker =
                Thread.ofVirtual()
                        .name("engine-open")
                        .start(() -> openInto(opened, opening, givenUp));
        try {
            return opened.get(OPEN_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            givenUp.set(true);
            opened.thenAccept(EngineHandle::close);
            worker.interrupt();
            throw new UnavailableException(
                    "The engine did not open within " + OPEN_LIMIT.toSeconds() + " seconds.",
                    Duration.ofSeconds(2),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            opened.thenAccept(EngineHandle::close);
            throw new IllegalStateException("interrupted while opening an engine", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }

    private static void openInto(
            CompletableFuture<EngineHandle> opened,
            Supplier<EngineHandle> opening,
            AtomicBoolean givenUp) {
        try {
            opened.complete(opening.get());
        } catch (Throwable e) {
            if (givenUp.get()) {
                LOG.debug("An engine that took too long failed to open", e);
            }
            opened.completeExceptionally(e);
        }
    }

    /**
     * Lets a replaced engine's background work end or reach a safe point. When this returns it
     * changes the stores no more, unless it does not obey; then it is cut off from its threads.
     *
     * @param limit for indexing, which goes on elsewhere
     */
    static void settle(String workspace, EngineHandle old, Duration limit) {
        long end = System.nanoTime() + LONGEST_JOB.toNanos();
        boolean obeys = quiesce(workspace, old, limit);
        while (obeys && !old.engine().idle() && System.nanoTime() < end) {
            obeys = quiesce(workspace, old, STOP_LIMIT);
        }
        if (!obeys || !old.engine().idle()) {
            old.cutOff();
        }
    }

    /** Closes the engine behind a handle; one that does not end is left behind. */
    static void close(EngineHandle handle) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread worker =
                Thread.ofVirtual()
                        .name("engine-close")
                        .start(
                                () -> {
                                    try {
                                        handle.engine().close();
                                        closed.complete(null);
                                    } catch (Throwable e) {
                                        closed.completeExceptionally(e);
                                    }
                                });
        try {
            closed.get(STOP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            worker.interrupt();
            LOG.error("Engine {} does not close and is left behind", handle.version(), e);
        } catch (ExecutionException e) {
            LOG.error("Engine {} does not close cleanly", handle.version(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the engine answered at all. */
    private static boolean quiesce(String workspace, EngineHandle old, Duration limit) {
        CompletableFuture<Boolean> quiet = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("engine-quiesce")
                .start(
                        () -> {
                            try {
                                quiet.complete(old.engine().quiesce(limit));
                            } catch (Throwable e) {
                                quiet.completeExceptionally(e);
                            }
                        });
        try {
            if (!quiet.get(limit.plus(STOP_LIMIT).toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.info("Work of workspace {} was stopped at a safe point", workspace);
            }
            return true;
        } catch (TimeoutException | ExecutionException e) {
            LOG.error("Engine {} of workspace {} does not stop", old.version(), workspace, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
