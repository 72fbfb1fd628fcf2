package lightrag.engine.delete;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import lightrag.api.ClearResult;
import lightrag.api.DocumentRecord;
import lightrag.api.JobStart;
import lightrag.api.LightRagException;
import lightrag.engine.cache.ModelCache;
import lightrag.engine.pipeline.InputFolder;
import lightrag.engine.pipeline.Pipeline;
import lightrag.engine.pipeline.PipelineState;
import lightrag.engine.pipeline.PipelineState.Job;
import lightrag.engine.purge.Purge;
import lightrag.engine.task.Cancellation;
import lightrag.engine.task.WorkCancelledException;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes documents one by one in the background, or everything at once (rules DE-1 to DE-6 and
 * LC-75).
 */
public final class DocumentDeletion {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentDeletion.class);
    private static final String BUSY =
            "The pipeline is busy; documents can be deleted when it is done.";

    /** Everything of documents and graph; kept replies stay. */
    private static final List<KeyValueNamespace> CLEARED =
            List.of(
                    KeyValueNamespace.FULL_DOCS,
                    KeyValueNamespace.TEXT_CHUNKS,
                    KeyValueNamespace.FULL_ENTITIES,
                    KeyValueNamespace.FULL_RELATIONS,
                    KeyValueNamespace.ENTITY_CHUNKS,
                    KeyValueNamespace.RELATION_CHUNKS,
                    KeyValueNamespace.WORKSPACE_META);

    private final WorkspaceStorage storage;
    private final Purge purge;
    private final Traces traces;
    private final InputFolder folder;
    private final PipelineState state;
    private final Lock turn;
    private final Executor executor;

    /**
     * @param turn held by whoever changes the graph
     */
    public DocumentDeletion(
            WorkspaceStorage storage,
            Purge purge,
            InputFolder folder,
            PipelineState state,
            Lock turn,
            Executor executor) {
        this.storage = storage;
        this.purge = purge;
        this.traces = new Traces(storage);
        this.folder = folder;
        this.state = state;
        this.turn = turn;
        this.executor = executor;
    }

    /**
     * Deletes beside other documents' ingest; documents of the request that are being processed
     * stop first.
     *
     * @param pipeline takes the documents off its line meanwhile
     */
    public JobStart start(DeletionRequest request, Pipeline pipeline) {
        int count = request.documentIds().size();
        Optional<Cancellation> scope =
                state.beginDeletion("Deleting " + count + " Documents", count);
        if (scope.isEmpty()) {
            return new JobStart(JobStart.State.BUSY, BUSY);
        }
        executor.execute(
                () -> {
                    try {
                        pipeline.withdraw(request.documentIds());
                        run(request, scope.get());
                    } finally {
                        state.endDeletion();
                        pipeline.putBack(request.documentIds());
                    }
                });
        return new JobStart(
                JobStart.State.STARTED, "The deletion of " + count + " documents has started.");
    }

    private void run(DeletionRequest request, Cancellation scope) {
        int deleted = 0;
        try {
            for (String id : request.documentIds()) {
                scope.check();
                state.advanceDeletion();
                deleted += delete(id, request, scope) ? 1 : 0;
            }
            if (deleted > 0) {
                leaveNoTrace(request);
            }
        } catch (WorkCancelledException e) {
            state.log("Deletion cancelled");
        } catch (LightRagException e) {
            state.log("Deletion stopped: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A deletion failed unexpectedly", e);
            state.log("Deletion stopped: " + e);
        }
        int failed = request.documentIds().size() - deleted;
        state.log("Deletion completed: " + deleted + " successful, " + failed + " failed");
    }

    private boolean delete(String id, DeletionRequest request, Cancellation scope) {
        Optional<DocumentRecord> document = storage.docStatus().get(id);
        if (document.isEmpty()) {
            state.log("Document not found: " + id);
            return false;
        }
        try {
            delete(document.get(), request, scope);
            state.log("Deleted " + document.get().filePath() + ": " + id);
            return true;
        } catch (LightRagException e) {
            state.log("Document " + id + " could not be deleted: " + e.getMessage());
            return false;
        }
    }

    private void delete(DocumentRecord document, DeletionRequest request, Cancellation scope) {
        turn.lock();
        try {
            List<Mutation> all = new ArrayList<>();
            if (request.replies()) {
                all.addAll(ModelCache.deletions(traces.ofDocument(document)));
            }
            all.addAll(purge.contributions(document, scope));
            all.add(new Mutation.DeleteValue(KeyValueNamespace.FULL_DOCS, document.id()));
            all.add(new Mutation.DeleteDocument(document.id()));
            storage.commit(all, Durability.SYNCED);
        } finally {
            turn.unlock();
        }
        if (request.files() && storage.docStatus().byFilePath(document.filePath()).isEmpty()) {
            folder.deleteAllOf(document.filePath());
        }
    }

    private void leaveNoTrace(DeletionRequest request) {
        if (request.replies()) {
            storage.commit(ModelCache.deletions(traces.derived()), Durability.SYNCED);
        }
        storage.purgeDeleted();
    }

    /** Removes all documents and the graph, and the waiting files. */
    public ClearResult clear() {
        if (!state.begin(Job.CLEAR, "Clearing Documents", 0)) {
            return new ClearResult(ClearResult.State.BUSY, BUSY);
        }
        turn.lock();
        try {
            List<Mutation> all = new ArrayList<>(List.of(new Mutation.ClearAll()));
            CLEARED.forEach(namespace -> all.add(new Mutation.ClearValues(namespace)));
            storage.commit(all, Durability.SYNCED);
            storage.purgeDeleted();
            return clearFolder();
        } catch (LightRagException e) {
            state.log("Clearing failed: " + e.getMessage());
            return new ClearResult(
                    ClearResult.State.FAIL, "Nothing was cleared: " + e.getMessage());
        } finally {
            turn.unlock();
            state.end();
        }
    }

    private ClearResult clearFolder() {
        try {
            String message =
                    "All documents were cleared, and " + folder.clear() + " files deleted.";
            state.log(message);
            return new ClearResult(ClearResult.State.SUCCESS, message);
        } catch (LightRagException e) {
            return new ClearResult(
                    ClearResult.State.PARTIAL_SUCCESS,
                    "All documents were cleared, but files remain: " + e.getMessage());
        }
    }
}
