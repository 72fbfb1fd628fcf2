package lightrag.engine.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.api.VerifyReport.Kind;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.VectorTexts;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;

/** Entities, their vectors and their tracking rows. */
final class EntityCheck {

    private final WorkspaceStorage storage;
    private final GraphWriter writer;
    private final GraphRepair repair;
    private final Findings findings;
    private final Mentions mentions;

    EntityCheck(
            WorkspaceStorage storage,
            GraphWriter writer,
            GraphRepair repair,
            Findings findings,
            Mentions mentions) {
        this.storage = storage;
        this.writer = writer;
        this.repair = repair;
        this.findings = findings;
        this.mentions = mentions;
    }

    void run() {
        Sources.batches(storage.graph().labels()).forEach(this::check);
    }

    private void check(List<String> names) {
        GraphSnapshot stored = GraphSnapshot.read(storage, names, List.of());
        Map<String, VectorRow> vectors =
                storage.vectors(VectorNamespace.ENTITIES, 0)
                        .rows(names.stream().map(VectorTexts::entityId).toList());
        GraphChanges changes = new GraphChanges(stored);
        GraphRepair.Broken broken = repair.broken();
        for (Entity entity : stored.entities().values()) {
            findings.looked("graph_entities", 1);
            String name = entity.name();
            List<String> sources = Sources.union(stored.sourcesOf(name), entity.sourceIds());
            if (!broken.take(name, sources)) {
                check(
                        entity,
                        Optional.ofNullable(stored.entitySources().get(name)),
                        Optional.ofNullable(vectors.get(VectorTexts.entityId(name))),
                        changes);
                mentions.entity(name, sources);
            }
        }
        repair.apply(changes, broken);
    }

    private void check(
            Entity entity,
            Optional<List<String>> row,
            Optional<VectorRow> vector,
            GraphChanges changes) {
        if (Sources.isIncomplete(row, entity.sourceIds())) {
            findings.add(Kind.ENTITY_SOURCES_INCOMPLETE, entity.name());
            changes.track(entity.name(), Sources.union(row.orElse(List.of()), entity.sourceIds()));
        }
        if (vector.isEmpty()) {
            findings.add(Kind.ENTITY_VECTOR_MISSING, entity.name());
            changes.put(entity);
        } else if (differs(vector.get(), writer.row(entity, 0))) {
            findings.add(Kind.ENTITY_VECTOR_DIFFERS, entity.name());
            changes.put(entity);
        }
    }

    private static boolean differs(VectorRow stored, VectorRow expected) {
        return !stored.content().equals(expected.content())
                || !stored.fields().equals(expected.fields());
    }

    /** Rows of entities that are not there; looked for when all entities are as they should be. */
    void leftovers(Leftovers leftovers) {
        Set<String> names = new HashSet<>(storage.graph().labels());
        Set<String> ids = new HashSet<>();
        names.forEach(name -> ids.add(VectorTexts.entityId(name)));
        leftovers.vectors(
                VectorNamespace.ENTITIES, ids::contains, Kind.ENTITY_VECTOR_WITHOUT_ENTITY);
        leftovers.rows(
                KeyValueNamespace.ENTITY_CHUNKS,
                names::contains,
                Kind.ENTITY_SOURCES_WITHOUT_ENTITY);
    }
}
