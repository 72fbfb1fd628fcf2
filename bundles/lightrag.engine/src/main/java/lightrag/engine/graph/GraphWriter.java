package lightrag.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.engine.rows.SourceIds;
import lightrag.engine.task.Cancellation;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Turns changes of the graph into mutations; only texts that changed are embedded, all in one call.
 */
public final class GraphWriter {

    private final WorkspaceStorage storage;
    private final TextEmbedder embedder;

    public GraphWriter(WorkspaceStorage storage, TextEmbedder embedder) {
        this.storage = storage;
        this.embedder = embedder;
    }

    /**
     * @param now seconds since 1970
     */
    public List<Mutation> mutations(
            GraphChanges changes, TextEmbedder.Memory memory, long now, Cancellation scope) {
        List<VectorRow> entities =
                changes.entities().stream().map(entity -> row(entity, now)).toList();
        List<VectorRow> relations =
                changes.relations().stream().map(change -> row(change, now)).toList();
        List<Mutation> all = deletions(changes);
        all.addAll(changes.mutations(now));
        Map<String, VectorRow> storedEntities = stored(VectorNamespace.ENTITIES, entities);
        Map<String, VectorRow> storedRelations = stored(VectorNamespace.RELATIONSHIPS, relations);
        List<String> texts = new ArrayList<>();
        entities.stream()
                .filter(row -> isNew(row, storedEntities))
                .forEach(row -> texts.add(row.content()));
        relations.stream()
                .filter(row -> isNew(row, storedRelations))
                .forEach(row -> texts.add(row.content()));
        embedder.embed(texts, memory, scope);
        entities.forEach(
                row -> all.add(put(VectorNamespace.ENTITIES, row, storedEntities, memory)));
        relations.forEach(
                row -> all.add(put(VectorNamespace.RELATIONSHIPS, row, storedRelations, memory)));
        if (!texts.isEmpty()) {
            all.addAll(embedder.tie(now));
        }
        return all;
    }

    private static List<Mutation> deletions(GraphChanges changes) {
        List<Mutation> all = new ArrayList<>();
        changes.deletedEntities()
                .forEach(
                        name ->
                                all.add(
                                        new Mutation.DeleteVector(
                                                VectorNamespace.ENTITIES,
                                                VectorTexts.entityId(name))));
        changes.deletedRelations()
                .forEach(
                        key -> {
                            all.add(
                                    new Mutation.DeleteVector(
                                            VectorNamespace.RELATIONSHIPS,
                                            VectorTexts.relationId(key)));
                            all.add(
                                    new Mutation.DeleteVector(
                                            VectorNamespace.RELATIONSHIPS,
                                            VectorTexts.legacyRelationId(key)));
                        });
        return all;
    }

    /** The row by which an entity is found. @param now seconds since 1970 */
    public VectorRow row(Entity entity, long now) {
        return new VectorRow(
                VectorTexts.entityId(entity.name()),
                embedder.cut(VectorTexts.entity(entity)),
                Map.of(
                        "entity_name", entity.name(),
                        "source_id", String.join(SourceIds.SEPARATOR, entity.sourceIds()),
                        "file_path", String.join(SourceIds.SEPARATOR, entity.filePaths())),
                now);
    }

    private VectorRow row(GraphChanges.RelationChange change, long now) {
        return row(change.relation(), change.vectorText(), now);
    }

    /** The row by which a relation is found. @param now seconds since 1970 */
    public VectorRow row(Relation relation, String vectorText, long now) {
        return new VectorRow(
                VectorTexts.relationId(relation.key()),
                embedder.cut(vectorText),
                Map.of(
                        "src_id", relation.key().lesser(),
                        "tgt_id", relation.key().greater(),
                        "source_id", String.join(SourceIds.SEPARATOR, relation.sourceIds()),
                        "file_path", String.join(SourceIds.SEPARATOR, relation.filePaths())),
                now);
    }

    private Map<String, VectorRow> stored(VectorNamespace namespace, List<VectorRow> rows) {
        return rows.isEmpty()
                ? Map.of()
                : new HashMap<>(
                        storage.vectors(namespace, 0)
                                .rows(rows.stream().map(VectorRow::id).toList()));
    }

    private static boolean isNew(VectorRow row, Map<String, VectorRow> stored) {
        VectorRow known = stored.get(row.id());
        return known == null || !known.content().equals(row.content());
    }

    private static Mutation put(
            VectorNamespace namespace,
            VectorRow row,
            Map<String, VectorRow> stored,
            TextEmbedder.Memory memory) {
        return isNew(row, stored)
                ? new Mutation.PutVector(namespace, row, memory.of(row.content()))
                : new Mutation.PutVectorFields(namespace, row);
    }
}
