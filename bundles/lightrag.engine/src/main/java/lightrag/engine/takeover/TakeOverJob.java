package lightrag.engine.takeover;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import lightrag.api.ConflictException;
import lightrag.api.InvalidInputException;
import lightrag.api.TakeOver;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.pipeline.PipelineState;
import lightrag.engine.pipeline.PipelineState.Job;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;

/** See {@link lightrag.api.DataOperations#takeOver}. */
public final class TakeOverJob {

    /** Stands in the workspace while it is half taken over; the next attempt starts over. */
    private static final String BEGUN = "take_over";

    private final WorkspaceStorage storage;
    private final TextEmbedder embedder;
    private final PipelineState state;
    private final Lock turn;
    private final InstantSource clock;

    /**
     * @param turn held by whoever changes the graph
     */
    public TakeOverJob(
            WorkspaceStorage storage,
            TextEmbedder embedder,
            PipelineState state,
            Lock turn,
            InstantSource clock) {
        this.storage = storage;
        this.embedder = embedder;
        this.state = state;
        this.turn = turn;
        this.clock = clock;
    }

    public TakeOver.Report run(
            Path directory, boolean dryRun, Consumer<TakeOver.Progress> progress) {
        if (!Files.isDirectory(directory)) {
            throw new InvalidInputException("directory", directory + " is no folder.");
        }
        if (!state.begin(Job.TAKE_OVER, "Taking over " + directory.getFileName(), 0)) {
            throw new ConflictException(
                    "The pipeline is busy; a folder can be taken over when it is done.");
        }
        turn.lock();
        try {
            return run(directory, new Batches(storage, dryRun), dryRun, progress);
        } finally {
            turn.unlock();
            state.end();
        }
    }

    private TakeOver.Report run(
            Path directory, Batches batches, boolean dryRun, Consumer<TakeOver.Progress> progress) {
        StorageFolder folder =
                new StorageFolder(directory, progress, batches, clock.instant().getEpochSecond());
        folder.requireFiles();
        requireEmpty(dryRun);
        try {
            folder.documents();
            folder.values();
            folder.vectors(embedder.dimension());
            folder.graph();
            batches.flush();
        } catch (RuntimeException e) {
            if (!dryRun) {
                clear();
            }
            throw e;
        }
        if (!dryRun) {
            finish();
        }
        return new TakeOver.Report(batches.rows(), folder.warnings(), !dryRun);
    }

    private void requireEmpty(boolean dryRun) {
        boolean begun = storage.keyValues(KeyValueNamespace.WORKSPACE_META).get(BEGUN).isPresent();
        if (!begun && !isEmpty()) {
            throw new ConflictException(
                    "The workspace is not empty; take the folder over into a new one.");
        }
        if (!dryRun) {
            clear();
            storage.commit(
                    List.of(
                            new Mutation.PutValue(
                                    KeyValueNamespace.WORKSPACE_META,
                                    BEGUN,
                                    "{}".getBytes(StandardCharsets.UTF_8))),
                    Durability.SYNCED);
        }
    }

    private boolean isEmpty() {
        long rows = storage.graph().entityCount();
        for (KeyValueNamespace namespace : KeyValueNamespace.values()) {
            if (namespace != KeyValueNamespace.WORKSPACE_META) {
                rows += storage.keyValues(namespace).size();
            }
        }
        for (VectorNamespace namespace : VectorNamespace.values()) {
            rows += storage.vectors(namespace, 0).size();
        }
        return rows == 0 && storage.docStatus().counts().all() == 0;
    }

    private void clear() {
        List<Mutation> all = new ArrayList<>(List.of(new Mutation.ClearAll()));
        for (KeyValueNamespace namespace : KeyValueNamespace.values()) {
            all.add(new Mutation.ClearValues(namespace));
        }
        storage.commit(all, Durability.SYNCED);
    }

    private void finish() {
        List<Mutation> all = new ArrayList<>(embedder.tie(clock.instant().getEpochSecond()));
        all.add(new Mutation.DeleteValue(KeyValueNamespace.WORKSPACE_META, BEGUN));
        storage.commit(all, Durability.SYNCED);
    }
}
