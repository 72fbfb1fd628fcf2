package lightrag.engine.verify;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import lightrag.api.ConflictException;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.StorageFailureException;
import lightrag.api.VerifyReport;
import lightrag.api.VerifyReport.Kind;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.pipeline.PipelineState;
import lightrag.engine.pipeline.PipelineState.Job;
import lightrag.engine.purge.Purge;
import lightrag.engine.rows.CachedReply;
import lightrag.engine.rows.WorkspaceFacts;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.GraphStorage;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;

/** See {@link lightrag.api.DataOperations#verify}. */
public final class Verification {

    private final WorkspaceStorage storage;
    private final TextEmbedder embedder;
    private final GraphWriter writer;
    private final Purge purge;
    private final PipelineState state;
    private final Lock turn;
    private final InstantSource clock;

    /**
     * @param turn held by whoever changes the graph
     */
    public Verification(
            WorkspaceStorage storage,
            TextEmbedder embedder,
            GraphWriter writer,
            Purge purge,
            PipelineState state,
            Lock turn,
            InstantSource clock) {
        this.storage = storage;
        this.embedder = embedder;
        this.writer = writer;
        this.purge = purge;
        this.state = state;
        this.turn = turn;
        this.clock = clock;
    }

    /**
     * @param afterwards run when the check has ended, whatever became of it
     */
    public VerifyReport run(boolean repair, Runnable afterwards) {
        if (!state.begin(Job.VERIFY, repair ? "Repairing the stores" : "Checking the stores", 0)) {
            throw new ConflictException(
                    "The pipeline is busy; the stores can be checked when it is done.");
        }
        turn.lock();
        try {
            return check(new Findings(repair));
        } finally {
            turn.unlock();
            state.end();
            afterwards.run();
        }
    }

    private VerifyReport check(Findings findings) {
        Inventory inventory = Inventory.read(storage.docStatus());
        new DocumentCheck(storage, embedder, clock, inventory, findings).run();
        GraphRepair repair = new GraphRepair(storage, writer, purge, clock, inventory, findings);
        Mentions mentions = new Mentions(storage, inventory, findings);
        EntityCheck entities = new EntityCheck(storage, writer, repair, findings, mentions);
        RelationCheck relations = new RelationCheck(storage, writer, repair, findings, mentions);
        entities.run();
        relations.run();
        mentions.check(now());
        Leftovers leftovers = new Leftovers(storage, findings);
        entities.leftovers(leftovers);
        relations.leftovers(leftovers);
        mentions.leftovers(leftovers);
        leftovers.remove();
        replies(findings);
        model(findings);
        indexes(inventory, findings);
        return findings.report();
    }

    private void replies(Findings findings) {
        List<Mutation> repairs = new ArrayList<>();
        storage.keyValues(KeyValueNamespace.LLM_RESPONSE_CACHE)
                .scan(
                        "",
                        (key, value) -> {
                            findings.looked(KeyValueNamespace.LLM_RESPONSE_CACHE.wire(), 1);
                            if (!isReadable(value)) {
                                findings.add(Kind.REPLY_UNREADABLE, key);
                                repairs.add(
                                        new Mutation.DeleteValue(
                                                KeyValueNamespace.LLM_RESPONSE_CACHE, key));
                            }
                            return true;
                        });
        if (findings.repairs() && !repairs.isEmpty()) {
            storage.commit(repairs, Durability.SYNCED);
        }
    }

    private static boolean isReadable(byte[] value) {
        try {
            return !CachedReply.decode(value).type().isEmpty();
        } catch (StorageFailureException e) {
            return false;
        }
    }

    private void model(Findings findings) {
        boolean vectors = false;
        for (VectorNamespace namespace : VectorNamespace.values()) {
            vectors |= storage.vectors(namespace, 0).size() > 0;
        }
        boolean known =
                storage.keyValues(KeyValueNamespace.WORKSPACE_META)
                        .get(WorkspaceFacts.KEY)
                        .isPresent();
        if (vectors && !known) {
            findings.add(Kind.MODEL_UNKNOWN, WorkspaceFacts.KEY);
            if (findings.repairs()) {
                storage.commit(embedder.tie(now()), Durability.SYNCED);
            }
        }
    }

    /** What the stores count by themselves, against rows counted here. */
    private void indexes(Inventory inventory, Findings findings) {
        Map<DocStatus, Long> counted = new EnumMap<>(DocStatus.class);
        for (DocumentRecord row : Inventory.read(storage.docStatus()).documents().values()) {
            counted.merge(row.status(), 1L, Long::sum);
        }
        var counts = storage.docStatus().counts();
        for (DocStatus status : DocStatus.values()) {
            if (counts.of(status) != counted.getOrDefault(status, 0L)) {
                findings.add(Kind.INDEX_DIFFERS, "doc_status " + status.wire());
            }
        }
        graphIndexes(storage.graph(), findings);
    }

    private static void graphIndexes(GraphStorage graph, Findings findings) {
        long[] seen = new long[2];
        graph.forEachEntity(entity -> ++seen[0] > 0);
        graph.forEachRelation(relation -> ++seen[1] > 0);
        List<String> labels = graph.labels();
        long degrees = 0;
        for (List<String> names : Sources.batches(labels)) {
            for (int degree : graph.degrees(names).values()) {
                degrees += degree;
            }
        }
        if (seen[0] != graph.entityCount() || seen[0] != labels.size()) {
            findings.add(Kind.INDEX_DIFFERS, "entities");
        }
        if (seen[1] != graph.relationCount() || degrees != 2 * seen[1]) {
            findings.add(Kind.INDEX_DIFFERS, "relations");
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
