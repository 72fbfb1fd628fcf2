package lightrag.engine.verify;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lightrag.api.RelationKey;
import lightrag.api.VerifyReport.Kind;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.purge.Purge;
import lightrag.engine.task.Cancellation;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Writes what a check of the graph wants changed, one commit a batch; nothing when only looking.
 */
final class GraphRepair {

    private final WorkspaceStorage storage;
    private final GraphWriter writer;
    private final Purge purge;
    private final InstantSource clock;
    private final Inventory inventory;
    private final Findings findings;

    GraphRepair(
            WorkspaceStorage storage,
            GraphWriter writer,
            Purge purge,
            InstantSource clock,
            Inventory inventory,
            Findings findings) {
        this.storage = storage;
        this.writer = writer;
        this.purge = purge;
        this.clock = clock;
        this.inventory = inventory;
        this.findings = findings;
    }

    /** Things that rest on chunks that are gone. */
    final class Broken {
        private final List<String> entities = new ArrayList<>();
        private final List<RelationKey> relations = new ArrayList<>();
        private final Set<String> gone = new LinkedHashSet<>();

        boolean take(String entity, List<String> sources) {
            return isBroken(entity, sources) && entities.add(entity);
        }

        boolean take(RelationKey relation, List<String> sources) {
            return isBroken(shown(relation), sources) && relations.add(relation);
        }

        private boolean isBroken(String shown, List<String> sources) {
            List<String> missing = sources.stream().filter(inventory::isMissing).toList();
            if (!missing.isEmpty()) {
                gone.addAll(missing);
                findings.add(Kind.SOURCE_MISSING, shown);
            }
            return !missing.isEmpty();
        }
    }

    static String shown(RelationKey key) {
        return key.lesser() + " ~ " + key.greater();
    }

    Broken broken() {
        return new Broken();
    }

    void apply(GraphChanges changes, Broken broken) {
        if (findings.repairs()) {
            commit(changes);
            if (!broken.gone.isEmpty()) {
                commit(
                        purge.without(
                                broken.entities,
                                broken.relations,
                                broken.gone,
                                new Cancellation()));
            }
        }
    }

    private void commit(GraphChanges changes) {
        if (!changes.isEmpty()) {
            storage.commit(
                    writer.mutations(
                            changes,
                            new TextEmbedder.Memory(),
                            clock.instant().getEpochSecond(),
                            new Cancellation()),
                    Durability.SYNCED);
        }
    }
}
