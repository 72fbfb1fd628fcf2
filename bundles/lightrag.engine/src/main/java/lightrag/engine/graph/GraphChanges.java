package lightrag.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.rows.SourceIds;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;

/** Changes to the graph over a snapshot, one final value a thing. Not thread-safe. */
public final class GraphChanges {

    private final GraphSnapshot base;
    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private final Map<RelationKey, RelationChange> relations = new LinkedHashMap<>();
    private final Map<String, List<String>> entitySources = new LinkedHashMap<>();
    private final Map<RelationKey, List<String>> relationSources = new LinkedHashMap<>();
    private final Set<String> deletedEntities = new LinkedHashSet<>();
    private final Set<RelationKey> deletedRelations = new LinkedHashSet<>();

    /** A relation and the text it is found by. */
    record RelationChange(Relation relation, String vectorText) {}

    public GraphChanges(GraphSnapshot base) {
        this.base = base;
    }

    /** The entity as it will be. */
    public Optional<Entity> entity(String name) {
        if (deletedEntities.contains(name)) {
            return Optional.empty();
        }
        Entity changed = entities.get(name);
        return changed != null ? Optional.of(changed) : base.entity(name);
    }

    /** All its sources as they will be. */
    public List<String> sourcesOf(String name) {
        List<String> changed = entitySources.get(name);
        return changed != null ? changed : base.sourcesOf(name);
    }

    public void put(Entity entity) {
        deletedEntities.remove(entity.name());
        entities.put(entity.name(), entity);
    }

    /** A relation found by the usual text. */
    public void put(Relation relation) {
        put(relation, VectorTexts.relation(relation));
    }

    public void put(Relation relation, String vectorText) {
        deletedRelations.remove(relation.key());
        relations.put(relation.key(), new RelationChange(relation, vectorText));
    }

    public void track(String name, List<String> sources) {
        entitySources.put(name, List.copyOf(sources));
    }

    public void track(RelationKey key, List<String> sources) {
        relationSources.put(key, List.copyOf(sources));
    }

    /** Forgets an entity, its vector and its sources; its relations must be deleted beside it. */
    public void delete(String name) {
        entities.remove(name);
        entitySources.remove(name);
        deletedEntities.add(name);
    }

    public void delete(RelationKey key) {
        relations.remove(key);
        relationSources.remove(key);
        deletedRelations.add(key);
    }

    public boolean deletes(RelationKey key) {
        return deletedRelations.contains(key);
    }

    public boolean isEmpty() {
        return entities.isEmpty()
                && relations.isEmpty()
                && entitySources.isEmpty()
                && relationSources.isEmpty()
                && deletedEntities.isEmpty()
                && deletedRelations.isEmpty();
    }

    Collection<Entity> entities() {
        return entities.values();
    }

    Collection<RelationChange> relations() {
        return relations.values();
    }

    Set<String> deletedEntities() {
        return deletedEntities;
    }

    Set<RelationKey> deletedRelations() {
        return deletedRelations;
    }

    public int entityCount() {
        return entities.size();
    }

    public int relationCount() {
        return relations.size();
    }

    /** Everything but the vectors, in an order the stores accept. @param now seconds since 1970 */
    List<Mutation> mutations(long now) {
        List<Mutation> all = new ArrayList<>();
        deletedRelations.forEach(
                key -> {
                    all.add(new Mutation.DeleteRelation(key));
                    all.add(
                            new Mutation.DeleteValue(
                                    KeyValueNamespace.RELATION_CHUNKS, GraphSnapshot.rowKey(key)));
                });
        deletedEntities.forEach(
                name -> {
                    all.add(new Mutation.DeleteEntity(name));
                    all.add(new Mutation.DeleteValue(KeyValueNamespace.ENTITY_CHUNKS, name));
                });
        entities.values().forEach(entity -> all.add(new Mutation.PutEntity(entity)));
        relations.values().forEach(change -> all.add(new Mutation.PutRelation(change.relation())));
        entitySources.forEach(
                (name, ids) -> all.add(sources(KeyValueNamespace.ENTITY_CHUNKS, name, ids, now)));
        relationSources.forEach(
                (key, ids) ->
                        all.add(
                                sources(
                                        KeyValueNamespace.RELATION_CHUNKS,
                                        GraphSnapshot.rowKey(key),
                                        ids,
                                        now)));
        return all;
    }

    private static Mutation sources(
            KeyValueNamespace namespace, String key, List<String> ids, long now) {
        return new Mutation.PutValue(namespace, key, new SourceIds(ids).encode(key, now));
    }
}
