package lightrag.manager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.manager.migration.PinnedStorage;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.model.WorkspaceModels;

/**
 * A counted reference to one engine with its models. The count starts at 1, which is the manager's
 * own; each lease adds one. Once it has reached 0 it never rises again, and only then may the
 * engine be closed. Thread-safe, without locks.
 */
final class EngineHandle {

    /** What the engine was made with; held until it is closed. */
    record Services(ServiceLease<LightRagFactory> factory, ServiceLease<ModelGateway> gateway) {}

    /**
     * What is noted of its use.
     *
     * @param traffic of its version
     */
    record Watch(InstantSource clock, Traffic traffic) {}

    /**
     * A lease that has not ended.
     *
     * @param at nano time
     * @param thread that took it, and as a rule makes the call
     */
    private record Begun(long at, Thread thread) {}

    // Tasks see an interrupt after half of it; the stores below them are closed next.
    private static final Duration TASK_END = Duration.ofSeconds(5);

    private final Engine engine;
    private final WorkspaceModels models;
    private final WorkspaceExecutor executor;
    private final PinnedStorage view;
    private final Fence fence;
    private final Services services;
    private final String version;
    private final Map<String, String> settings;
    private final Watch watch;
    private final AtomicInteger references = new AtomicInteger(1);
    private final AtomicBoolean retired = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final Map<Object, Begun> begun = new ConcurrentHashMap<>();
    private volatile Instant lastUsed;
    private volatile Runnable afterUse = () -> {};

    EngineHandle(
            Engine engine,
            WorkspaceModels models,
            WorkspaceExecutor executor,
            PinnedStorage view,
            Fence fence,
            Services services,
            String version,
            Map<String, String> settings,
            Watch watch) {
        this.engine = engine;
        this.models = models;
        this.executor = executor;
        this.view = view;
        this.fence = fence;
        this.services = services;
        this.version = version;
        this.settings = settings;
        this.watch = watch;
        this.lastUsed = watch.clock().instant();
    }

    Engine engine() {
        return engine;
    }

    String version() {
        return version;
    }

    /** Settings it was opened with. */
    Map<String, String> settings() {
        return settings;
    }

    /** The stores as it sees them. */
    PinnedStorage view() {
        return view;
    }

    Services services() {
        return services;
    }

    /** When its last lease or its last background task ended. */
    Instant lastUsed() {
        Instant worked = executor.lastEnd();
        return worked.isAfter(lastUsed) ? worked : lastUsed;
    }

    int leases() {
        return Math.max(0, references.get() - (retired.get() ? 0 : 1));
    }

    /** Leases that have begun longer ago than a time. */
    int leases(Duration longerThan) {
        long before = System.nanoTime() - longerThan.toNanos();
        return (int) begun.values().stream().filter(one -> one.at() - before < 0).count();
    }

    /**
     * Notes when a lease began, on the thread that takes it.
     *
     * @param lease its identity
     */
    void begun(Object lease, long nanoTime) {
        begun.put(lease, new Begun(nanoTime, Thread.currentThread()));
    }

    void ended(Object lease) {
        begun.remove(lease);
    }

    /** Adds a lease; false when the handle was retired and has drained. */
    boolean tryUse() {
        int count = references.get();
        while (count > 0) {
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
            count = references.get();
        }
        return false;
    }

    void endUse() {
        lastUsed = watch.clock().instant();
        release();
        afterUse.run();
    }

    /** Counts of its version. */
    Traffic traffic() {
        return watch.traffic();
    }

    private void release() {
        if (references.decrementAndGet() == 0) {
            drained.complete(null);
        }
    }

    /**
     * As {@link #retire()}, in favour of another engine.
     *
     * @param action run after each lease that still ends here: it may have accepted documents
     */
    void retire(Runnable action) {
        afterUse = action;
        retire();
    }

    /** Gives up the manager's own reference: the handle drains when the last lease ends. */
    void retire() {
        if (retired.compareAndSet(false, true)) {
            release();
        }
    }

    /**
     * Retires the handle when there is no lease and no work; from then on there is no new lease.
     * Callers serialise this and try {@link #tryUse} again after a failure under the same lock.
     */
    boolean retireIfUnused() {
        if (!references.compareAndSet(1, 0)) {
            return false;
        }
        // Work may have been started by the call that ended a moment ago.
        if (busy()) {
            references.set(1);
            return false;
        }
        retired.set(true);
        drained.complete(null);
        return true;
    }

    /** Completes when the last lease of the retired handle has ended. */
    CompletableFuture<Void> drained() {
        return drained;
    }

    /** Whether background work runs or waits. */
    boolean busy() {
        return executor.working() || !engine.idle();
    }

    /**
     * Gives up an engine that does not end: it changes nothing any more, and its background threads
     * are interrupted.
     */
    void cutOff() {
        fence.close();
        executor.close(TASK_END);
    }

    /** Ends calls that hang: each of their threads keeps the classes of the engine. */
    void interruptCalls() {
        begun.values().forEach(call -> call.thread().interrupt());
    }

    /** Closes engine, tasks and models; the stores stay open. Harmless when repeated. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            Closing.all(
                    "engine " + version,
                    () -> EngineChange.close(this),
                    () -> executor.close(TASK_END),
                    fence::close,
                    view,
                    models,
                    services.gateway(),
                    services.factory());
        }
    }
}
