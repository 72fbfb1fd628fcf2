package lightrag.engine.pipeline;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import lightrag.api.CodePoints;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.UnavailableException;
import lightrag.engine.options.PipelineOptions;
import lightrag.engine.pipeline.PipelineState.Job;
import lightrag.engine.task.Cancellation;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up unfinished documents, oldest first, a few at a time, until there are none (rules LC-30
 * to LC-36, LC-61 and LC-70). What waits is read from the store, never kept in memory, so nothing
 * is lost with the process. Whether to go on is decided under one monitor, so that no wake-up is
 * missed.
 */
public final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final int NAME_SHOWN = 20;

    private final WorkspaceStorage storage;
    private final Ingest ingest;
    private final PipelineState state;
    private final PipelineOptions options;
    private final Executor executor;
    private final InstantSource clock;

    private final Object monitor = new Object();
    private final Map<String, Cancellation> inFlight = new HashMap<>();

    /** Documents that are being deleted. */
    private final Set<String> withdrawn = new HashSet<>();

    /** Documents whose outcome could not be recorded; left alone until the next start. */
    private final Set<String> stuck = new HashSet<>();

    private boolean started;
    private boolean running;
    private boolean woken;
    private boolean retryAsked;
    private boolean stopping;
    private int taken;

    Pipeline(
            WorkspaceStorage storage,
            Ingest ingest,
            PipelineState state,
            PipelineOptions options,
            Executor executor,
            InstantSource clock) {
        this.storage = storage;
        this.ingest = ingest;
        this.state = state;
        this.options = options;
        this.executor = executor;
        this.clock = clock;
    }

    /** From now on documents are worked off; until then another engine may still do that. */
    public void start() {
        synchronized (monitor) {
            started = true;
        }
        wake();
    }

    /**
     * Returns as soon as the pipeline was started and is not stopping.
     *
     * @throws UnavailableException it was not started in time, or has been stopped
     */
    public void awaitStart(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        synchronized (monitor) {
            while (!started && !stopping && awaitUntil(deadline)) {
                LOG.debug("A job waits for the engine before this one to end its work");
            }
            if (!started || stopping) {
                throw new UnavailableException(
                        "This knowledge base is being moved to another engine; try again.",
                        Duration.ofSeconds(1));
            }
        }
    }

    /** Whether documents wait for the engine before this one to end its work. */
    public boolean waitsForStart() {
        synchronized (monitor) {
            return !started && !stopping && hasWork();
        }
    }

    /** Looks for documents now, or as soon as the job that runs is done. */
    public void wake() {
        synchronized (monitor) {
            woken = true;
            monitor.notifyAll();
            if (!started || running || stopping || !hasWork()) {
                return;
            }
            if (!state.begin(Job.INDEX, "-", 0)) {
                return;
            }
            running = true;
            taken = 0;
        }
        executor.execute(this::run);
    }

    private boolean hasWork() {
        return retryAsked || !unfinished(1).isEmpty();
    }

    /** Gives failed documents another try when the pipeline is idle next. */
    public void retryFailed() {
        synchronized (monitor) {
            retryAsked = true;
        }
        wake();
    }

    /**
     * Starts nothing more; what is under way may end, or is stopped and stays as it is. True when
     * all ended in time.
     */
    public boolean stop(Duration grace) {
        boolean ended;
        synchronized (monitor) {
            stopping = true;
            monitor.notifyAll();
            ended = awaitEnd(grace);
        }
        if (!ended) {
            state.scope().cancel();
            synchronized (monitor) {
                awaitEnd(Duration.ofSeconds(30));
            }
        }
        return ended;
    }

    private boolean awaitEnd(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (running) {
            if (!awaitUntil(deadline)) {
                return false;
            }
        }
        return true;
    }

    /** Waits for a change; false when it is too late for one. Called with the monitor held. */
    private boolean awaitUntil(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            monitor.wait(left / 1_000_000 + 1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Takes documents off the line: what is under way for them ends now, and nothing begins until
     * they are {@linkplain #putBack put back}. Others go on.
     */
    public void withdraw(Collection<String> documents) {
        List<Cancellation> running;
        synchronized (monitor) {
            withdrawn.addAll(documents);
            running = documents.stream().map(inFlight::get).filter(Objects::nonNull).toList();
        }
        running.forEach(Cancellation::cancel);
        synchronized (monitor) {
            while (!Collections.disjoint(inFlight.keySet(), documents) && awaitChange()) {
                LOG.debug("Waiting for {} to end", documents);
            }
        }
    }

    /** Their rows, if there still are any, may be taken up. */
    public void putBack(Collection<String> documents) {
        synchronized (monitor) {
            documents.forEach(withdrawn::remove);
            documents.forEach(stuck::remove);
        }
        wake();
    }

    private void run() {
        try {
            Cancellation job = state.scope();
            Optional<DocumentRecord> next = next(job);
            while (next.isPresent()) {
                DocumentRecord document = next.get();
                executor.execute(() -> work(document));
                next = next(job);
            }
        } catch (RuntimeException e) {
            LOG.error("The pipeline stopped unexpectedly; it goes on with the next document", e);
            synchronized (monitor) {
                finish();
            }
        }
    }

    private void work(DocumentRecord document) {
        boolean settled = false;
        try (Cancellation scope = scopeOf(document)) {
            settled = ingest.process(document, scope);
        } finally {
            synchronized (monitor) {
                inFlight.remove(document.id());
                if (!settled) {
                    stuck.add(document.id());
                }
                monitor.notifyAll();
            }
        }
    }

    private Cancellation scopeOf(DocumentRecord document) {
        synchronized (monitor) {
            return inFlight.getOrDefault(document.id(), state.scope());
        }
    }

    /** The next document, as soon as there is room for one; empty when the job has ended. */
    private Optional<DocumentRecord> next(Cancellation job) {
        synchronized (monitor) {
            while (true) {
                boolean open = !stopping && !job.isCancelled();
                if (open && inFlight.size() < options.parallelDocuments()) {
                    woken = false;
                    Optional<DocumentRecord> document = take(job);
                    if (document.isPresent()) {
                        return document;
                    }
                }
                if (inFlight.isEmpty() && !goesOn(open, job)) {
                    finish();
                    return Optional.empty();
                }
                if (!inFlight.isEmpty() && !awaitChange()) {
                    stopping = true;
                }
            }
        }
    }

    /** Nothing is under way and nothing waits: whether there is another reason to go on. */
    private boolean goesOn(boolean open, Cancellation job) {
        if (!open) {
            if (!stopping && state.isCancelledByUser()) {
                failWaiting();
            }
            return false;
        }
        if (retryAsked) {
            retryAsked = false;
            resetFailed();
            return true;
        }
        return woken;
    }

    private boolean awaitChange() {
        try {
            monitor.wait();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void finish() {
        running = false;
        state.end();
        monitor.notifyAll();
    }

    private Optional<DocumentRecord> take(Cancellation job) {
        Optional<DocumentRecord> next =
                unfinished(inFlight.size() + stuck.size() + withdrawn.size() + 1).stream()
                        .filter(row -> !inFlight.containsKey(row.id()))
                        .filter(row -> !stuck.contains(row.id()) && isOnTheLine(row))
                        .findFirst();
        next.ifPresent(
                row -> {
                    inFlight.put(row.id(), job.child());
                    taken++;
                    describe(row);
                    state.advance();
                });
        return next;
    }

    private boolean isOnTheLine(DocumentRecord row) {
        return !withdrawn.contains(row.id());
    }

    private void describe(DocumentRecord row) {
        var counts = storage.docStatus().counts();
        long open = StatusRows.UNFINISHED.stream().mapToLong(counts::of).sum();
        int all = (int) Math.max(taken, taken - inFlight.size() + open);
        String path = row.filePath();
        String shown =
                CodePoints.truncate(path, NAME_SHOWN)
                        + (CodePoints.length(path) > NAME_SHOWN ? "..." : "");
        state.describe(shown, taken == 1, all);
    }

    private List<DocumentRecord> unfinished(int limit) {
        return storage.docStatus().byStatus(StatusRows.UNFINISHED, limit, Optional.empty());
    }

    /** Rule LC-61: what waits in a cancelled job fails too. */
    private void failWaiting() {
        List<Mutation> all = new ArrayList<>();
        for (DocumentRecord row :
                unfinished(options.pageSize()).stream().filter(this::isOnTheLine).toList()) {
            all.add(
                    new Mutation.PutDocument(
                            StatusRows.failed(row, "User cancelled", Map.of(), clock.instant())));
        }
        if (!all.isEmpty()) {
            storage.commit(all, Durability.SYNCED);
        }
    }

    /** Rule LC-70: failed documents whose text is there start over; duplicates have none. */
    void resetFailed() {
        stuck.clear();
        Optional<DocumentRecord> last = Optional.empty();
        while (true) {
            List<DocumentRecord> page =
                    storage.docStatus()
                            .byStatus(Set.of(DocStatus.FAILED), options.pageSize(), last);
            if (page.isEmpty()) {
                return;
            }
            last = Optional.of(page.getLast());
            Set<String> missing =
                    storage.keyValues(KeyValueNamespace.FULL_DOCS)
                            .missing(page.stream().map(DocumentRecord::id).toList());
            List<Mutation> all = new ArrayList<>();
            page.stream()
                    .filter(row -> !missing.contains(row.id()) && isOnTheLine(row))
                    .forEach(
                            row ->
                                    all.add(
                                            new Mutation.PutDocument(
                                                    StatusRows.reset(row, clock.instant()))));
            storage.commit(all, Durability.SYNCED);
        }
    }
}
