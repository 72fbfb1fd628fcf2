package lightrag.manager;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.api.EngineStatus;
import lightrag.api.NewDocument;
import lightrag.api.PipelineStatus;
import lightrag.api.TrackId;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import org.jspecify.annotations.Nullable;

/** A real, small engine: accepts documents durably and works them off in the background. */
final class LedgerEngine {

    private final LedgerFactory factory;
    private final EngineContext context;
    private final Ledger ledger;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Thread worker;

    LedgerEngine(LedgerFactory factory, EngineContext context) {
        this.factory = factory;
        this.context = context;
        this.ledger = Ledger.behind(context.storage());
    }

    Engine engine() {
        return Narrow.as(Engine.class, this);
    }

    TrackId insert(List<NewDocument> documents) {
        documents.forEach(document -> ledger.accept(document.source()));
        work();
        return new TrackId("t");
    }

    /** Documents that are done. */
    List<String> labels() {
        refuseWhenClosed();
        return ledger.done();
    }

    EngineStatus status() {
        refuseWhenClosed();
        return new EngineStatus(
                context.workspace(),
                factory.engineVersion(),
                context.workingDirectory().toString(),
                context.inputDirectory().toString(),
                new PipelineStatus(
                        running.get() > 0,
                        "-",
                        Optional.empty(),
                        0,
                        0,
                        0,
                        "",
                        List.of(),
                        false,
                        false,
                        false,
                        0,
                        false,
                        Optional.empty()),
                context.properties(),
                Map.of());
    }

    void resume() {
        started.set(true);
        if (!ledger.waiting().isEmpty()) {
            work();
        }
    }

    private synchronized void work() {
        if (!started.get() || stopped.get() || running.get() > 0) {
            return;
        }
        running.incrementAndGet();
        context.executor().execute(this::workOff);
    }

    private void workOff() {
        try {
            synchronized (this) {
                worker = Thread.currentThread();
            }
            factory.ran(context.workspace());
            ledger.workStarts();
            while (!stopped.get() && !ledger.waiting().isEmpty()) {
                factory.gate().pass();
                ledger.finish(ledger.waiting().getFirst());
            }
        } catch (InterruptedException e) {
            // Quiesced: what waits in the ledger is taken up by the next engine.
            stopped.set(true);
        } finally {
            ledger.workEnds();
            synchronized (this) {
                running.decrementAndGet();
                worker = null;
            }
        }
    }

    boolean idle() {
        return running.get() == 0;
    }

    boolean quiesce(Duration timeout) {
        stopped.set(true);
        interrupt();
        House.await(this::idle);
        return true;
    }

    private synchronized void interrupt() {
        if (worker != null) {
            worker.interrupt();
        }
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            stopped.set(true);
            interrupt();
            factory.closed(context.workspace());
        }
    }

    private void refuseWhenClosed() {
        if (closed.get()) {
            throw new IllegalStateException("engine used after its close");
        }
    }
}
