package lightrag.manager;

import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;
import lightrag.tenant.Tenant;
import lightrag.tenant.TenantContext;

/** Makes {@link LedgerEngine}s and remembers what became of them. */
final class LedgerFactory implements LightRagFactory {

    private final String version;
    private volatile Gate gate = Gate.open();
    private final Map<WorkspaceId, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Queue<String> closed = new ConcurrentLinkedQueue<>();
    private final Queue<Tenant> tenants = new ConcurrentLinkedQueue<>();
    private final Queue<EngineContext> contexts = new ConcurrentLinkedQueue<>();
    private volatile Runnable beforeOpen = () -> {};

    LedgerFactory(String version) {
        this.version = version;
    }

    LedgerFactory with(Gate other) {
        gate = other;
        return this;
    }

    LedgerFactory beforeOpen(Runnable action) {
        beforeOpen = action;
        return this;
    }

    @Override
    public String engineVersion() {
        return version;
    }

    @Override
    public Engine open(EngineContext context) {
        beforeOpen.run();
        contexts.add(context);
        open.computeIfAbsent(context.workspace(), w -> new AtomicInteger()).incrementAndGet();
        return new LedgerEngine(this, context).engine();
    }

    Gate gate() {
        return gate;
    }

    void ran(WorkspaceId workspace) {
        tenants.add(TenantContext.current().orElseThrow());
    }

    void closed(WorkspaceId workspace) {
        Objects.requireNonNull(open.get(workspace)).decrementAndGet();
        closed.add(workspace.value());
    }

    int open(WorkspaceId workspace) {
        AtomicInteger count = open.get(workspace);
        return count == null ? 0 : count.get();
    }

    int open() {
        return open.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    Queue<String> closed() {
        return closed;
    }

    Queue<Tenant> tenants() {
        return tenants;
    }

    Queue<EngineContext> contexts() {
        return contexts;
    }
}
