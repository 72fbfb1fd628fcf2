package lightrag.proxy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lightrag.api.LightRag;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.LightRagLease;
import lightrag.tenant.control.RagManager;
import lightrag.tenant.control.WorkspaceState;
import org.jspecify.annotations.Nullable;

/**
 * Leases an engine that records each call with its workspace, and refuses calls without a lease.
 */
final class RecordingManager implements RagManager {

    final Queue<String> calls = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    final AtomicInteger leases = new AtomicInteger();
    final AtomicInteger acquired = new AtomicInteger();
    private final Function<String, @Nullable Object> answers;
    private final Map<WorkspaceId, LightRag> engines = new ConcurrentHashMap<>();

    /**
     * @param answers what a method of a name returns; may throw
     */
    RecordingManager(Function<String, @Nullable Object> answers) {
        this.answers = answers;
    }

    @Override
    public LightRagLease acquire(WorkspaceId workspace) {
        leases.incrementAndGet();
        acquired.incrementAndGet();
        return new Lease(engines.computeIfAbsent(workspace, this::engine));
    }

    /** From now on there is another engine. */
    void replace(WorkspaceId workspace) {
        engines.remove(workspace);
    }

    private LightRag engine(WorkspaceId workspace) {
        return (LightRag)
                Proxy.newProxyInstance(
                        LightRag.class.getClassLoader(),
                        new Class<?>[] {LightRag.class},
                        (proxy, method, arguments) -> {
                            if (leases.get() == 0) {
                                throw new IllegalStateException("no lease");
                            }
                            calls.add(workspace + " " + method.getName());
                            return answers.apply(method.getName());
                        });
    }

    private final class Lease implements LightRagLease {
        private final LightRag engine;
        private boolean closed;

        Lease(LightRag engine) {
            this.engine = engine;
        }

        @Override
        public LightRag engine() {
            return engine;
        }

        @Override
        public void failed(Throwable error) {
            failures.add(error);
        }

        @Override
        public synchronized void close() {
            if (closed) {
                throw new IllegalStateException("closed twice");
            }
            closed = true;
            leases.decrementAndGet();
        }
    }

    @Override
    public List<WorkspaceState> workspaces() {
        return List.of();
    }

    @Override
    public Map<String, Long> gauges() {
        return Map.of();
    }

    @Override
    public Map<WorkspaceId, Map<String, Map<String, Long>>> modelUse() {
        return Map.of();
    }
}
