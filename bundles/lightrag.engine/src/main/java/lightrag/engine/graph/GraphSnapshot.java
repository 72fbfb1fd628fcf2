package lightrag.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.rows.SourceIds;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * What the stores say of some entities and relations at one moment.
 *
 * @param entitySources tracking rows by name; an existing row is the truth even when it is empty
 * @param relationSources tracking rows by key
 */
public record GraphSnapshot(
        Map<String, Entity> entities,
        Map<RelationKey, Relation> relations,
        Map<String, List<String>> entitySources,
        Map<RelationKey, List<String>> relationSources) {

    /** Source ids that stand for none (rule MG-10). */
    public static final Set<String> NO_EVIDENCE = Set.of("manual_creation", "UNKNOWN");

    /** Reads everything in four batches. */
    public static GraphSnapshot read(
            WorkspaceStorage storage, Collection<String> names, Collection<RelationKey> keys) {
        return new GraphSnapshot(
                storage.graph().entities(names),
                storage.graph().relations(keys),
                sources(storage, KeyValueNamespace.ENTITY_CHUNKS, names, Function.identity()),
                sources(storage, KeyValueNamespace.RELATION_CHUNKS, keys, GraphSnapshot::rowKey));
    }

    private static <K> Map<K, List<String>> sources(
            WorkspaceStorage storage,
            KeyValueNamespace namespace,
            Collection<K> keys,
            Function<K, String> rowKey) {
        List<K> ordered = new ArrayList<>(keys);
        List<Optional<byte[]>> rows =
                storage.keyValues(namespace).getAll(ordered.stream().map(rowKey).toList());
        Map<K, List<String>> sources = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            K key = ordered.get(i);
            rows.get(i).ifPresent(row -> sources.put(key, SourceIds.decode(row).chunkIds()));
        }
        return sources;
    }

    /** Key of a relation's tracking row. */
    public static String rowKey(RelationKey key) {
        return SourceIds.relationKey(key.lesser(), key.greater());
    }

    public Optional<Entity> entity(String name) {
        return Optional.ofNullable(entities.get(name));
    }

    public Optional<Relation> relation(RelationKey key) {
        return Optional.ofNullable(relations.get(key));
    }

    /** All chunks known to speak of an entity: its row, else what the entity itself names. */
    public List<String> sourcesOf(String name) {
        List<String> row = entitySources.get(name);
        return row != null ? row : entity(name).map(Entity::sourceIds).orElse(List.of());
    }

    /** As {@link #sourcesOf(String)}, without the ids that stand for none. */
    public List<String> sourcesOf(RelationKey key) {
        List<String> row = relationSources.get(key);
        List<String> all =
                row != null ? row : relation(key).map(Relation::sourceIds).orElse(List.of());
        return all.stream().filter(id -> !NO_EVIDENCE.contains(id)).toList();
    }
}
