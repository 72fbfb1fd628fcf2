package lightrag.engine.pipeline;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import lightrag.api.DocumentRecord;
import lightrag.engine.extract.Extraction;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.merge.DocumentMerge;
import lightrag.engine.merge.DocumentRecords;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.rows.DocumentEntities;
import lightrag.engine.rows.DocumentRelations;
import lightrag.engine.task.Cancellation;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Merges a document into the graph and commits it whole. Merges of a workspace take turns; who has
 * to wait for its turn tries the merge on what is there now, so that summaries and vectors are
 * mostly made when the turn comes.
 */
final class GraphCommit {

    private final WorkspaceStorage storage;
    private final Lock turn;
    private final DocumentMerge merge;
    private final GraphWriter writer;
    private final TextEmbedder embedder;
    private final PipelineState state;
    private final InstantSource clock;

    /**
     * @param turn held by whoever changes the graph
     */
    GraphCommit(
            WorkspaceStorage storage,
            Lock turn,
            DocumentMerge merge,
            GraphWriter writer,
            TextEmbedder embedder,
            PipelineState state,
            InstantSource clock) {
        this.storage = storage;
        this.turn = turn;
        this.merge = merge;
        this.writer = writer;
        this.embedder = embedder;
        this.state = state;
        this.clock = clock;
    }

    /**
     * @param row as it will be when all is stored
     */
    record Document(DocumentRecord row, List<Extraction> extractions) {}

    void commit(Document document, TextEmbedder.Memory vectors, Cancellation scope) {
        DocumentRecords records =
                DocumentRecords.of(
                        document.extractions().stream().map(Extraction::records).toList());
        if (!turn.tryLock()) {
            writer.mutations(merged(records, scope), vectors, now(), scope);
            turn.lock();
        }
        try {
            scope.check();
            GraphChanges changes = merged(records, scope);
            List<Mutation> all = new ArrayList<>(chunks(document, vectors));
            all.addAll(writer.mutations(changes, vectors, now(), scope));
            all.addAll(anchors(document.row().id(), records));
            all.add(new Mutation.PutDocument(document.row()));
            scope.check();
            storage.commit(all, Durability.SYNCED);
            state.log(
                    "Merged "
                            + document.row().filePath()
                            + ": "
                            + changes.entityCount()
                            + " entities, "
                            + changes.relationCount()
                            + " relations");
        } finally {
            turn.unlock();
        }
    }

    private GraphChanges merged(DocumentRecords records, Cancellation scope) {
        GraphSnapshot stored =
                GraphSnapshot.read(storage, records.names(), records.relations().keySet());
        return merge.merge(records, stored, scope);
    }

    private List<Mutation> chunks(Document document, TextEmbedder.Memory vectors) {
        List<Mutation> all = new ArrayList<>();
        for (Extraction extraction : document.extractions()) {
            ChunkRow chunk = extraction.row();
            all.add(
                    new Mutation.PutValue(
                            KeyValueNamespace.TEXT_CHUNKS, chunk.id(), chunk.encode(now())));
            all.add(
                    new Mutation.PutVector(
                            VectorNamespace.CHUNKS,
                            chunk.vector(now()),
                            vectors.of(chunk.content())));
        }
        if (!all.isEmpty()) {
            all.addAll(embedder.tie(now()));
        }
        return all;
    }

    /** What a deletion will look at (rule MG-1). */
    private List<Mutation> anchors(String id, DocumentRecords records) {
        return List.of(
                new Mutation.PutValue(
                        KeyValueNamespace.FULL_ENTITIES,
                        id,
                        DocumentEntities.of(records.names()).encode(id, now())),
                new Mutation.PutValue(
                        KeyValueNamespace.FULL_RELATIONS,
                        id,
                        DocumentRelations.of(records.relations().keySet()).encode(id, now())));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
