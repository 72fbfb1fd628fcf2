package lightrag.manager;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import lightrag.api.LightRag;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.LightRagLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One use of an engine. A lease that its holder drops without closing is found by the garbage
 * collector, reported and ended; otherwise it would keep its engine open for ever.
 */
final class EngineLease implements LightRagLease {

    private static final Logger LOG = LoggerFactory.getLogger(EngineLease.class);

    private final Use use;
    private final Cleaner.Cleanable cleanable;

    /**
     * @param handle used already, by one that this lease ends
     * @param running counts leases
     */
    EngineLease(WorkspaceId workspace, EngineHandle handle, LongAdder running, Cleaner cleaner) {
        this.use = new Use(workspace, handle, running, new AtomicBoolean(), System.nanoTime());
        running.increment();
        handle.begun(use.ended(), use.start());
        this.cleanable = cleaner.register(this, use::forgotten);
    }

    @Override
    public LightRag engine() {
        if (use.ended().get()) {
            throw new IllegalStateException(
                    "The lease of workspace " + use.workspace() + " was used after its close.");
        }
        return use.handle().engine();
    }

    @Override
    public void failed(Throwable error) {
        use.handle().traffic().failed(error);
    }

    @Override
    public void close() {
        if (!use.end()) {
            throw new IllegalStateException(
                    "The lease of workspace " + use.workspace() + " was closed twice.");
        }
        cleanable.clean();
    }

    /** What must not refer to the lease itself, or it would never be collected. */
    private record Use(
            WorkspaceId workspace,
            EngineHandle handle,
            LongAdder running,
            AtomicBoolean ended,
            long start) {

        boolean end() {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            running.decrement();
            handle.ended(ended);
            handle.traffic().called(System.nanoTime() - start);
            handle.endUse();
            return true;
        }

        void forgotten() {
            if (end()) {
                LOG.error("A lease of workspace {} was never closed; ended now", workspace);
            }
        }
    }
}
