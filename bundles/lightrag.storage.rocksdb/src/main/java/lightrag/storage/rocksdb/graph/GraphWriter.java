package lightrag.storage.rocksdb.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.api.InvalidInputException;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.storage.rocksdb.codec.EntityCodec;
import lightrag.storage.rocksdb.codec.RelationCodec;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.Staged;

/**
 * The graph's part of one commit: reads the view as the commit's earlier steps have changed it,
 * fills the batch and remembers what the view has to follow.
 */
public final class GraphWriter implements Staged {
    private static final int ABSENT = -1;

    private final RocksGraphStorage store;
    private final Batch batch;
    private final Counters counters;
    private final List<GraphChange> changes = new ArrayList<>();
    private final Set<Integer> changedEntities = new HashSet<>();
    private final Set<Integer> changedRelations = new HashSet<>();

    /** Numbers of names that differ from the view; {@link #ABSENT} for deleted ones. */
    private final Map<String, Integer> entities = new HashMap<>();

    /** Relations added by this commit and still there, by number. */
    private final Map<Integer, Ends> added = new HashMap<>();

    private final Map<Integer, Set<Integer>> addedAt = new HashMap<>();
    private final Set<Integer> removed = new HashSet<>();
    private GraphView view;
    private boolean cleared;

    /** Entity numbers in either order. */
    private record Ends(int source, int target) {
        boolean joins(int a, int b) {
            return (source == a && target == b) || (source == b && target == a);
        }
    }

    GraphWriter(RocksGraphStorage store, GraphView view, Batch batch, Counters counters) {
        this.store = store;
        this.view = view;
        this.batch = batch;
        this.counters = counters;
    }

    public void put(Entity entity) {
        int number = number(entity.name());
        if (number == ABSENT) {
            number = counters.nextEntity();
            counters.addEntities(1);
            entities.put(entity.name(), number);
            batch.put(
                    Keys.number(Keys.ENTITY_NAME, number),
                    entity.name().getBytes(StandardCharsets.UTF_8));
            changes.add(new GraphChange.AddEntity(number, entity.name()));
        }
        batch.put(Keys.number(Keys.ENTITY, number), EntityCodec.encode(entity));
        changedEntities.add(number);
    }

    public void put(Relation relation) {
        int source = endpoint(relation, relation.source());
        int target = endpoint(relation, relation.target());
        int number = relation(source, target);
        if (number == ABSENT) {
            number = counters.nextRelation();
            counters.addRelations(1);
            add(number, new Ends(source, target));
            changes.add(new GraphChange.AddRelation(number, source, target, relation.weight()));
        } else {
            changes.add(new GraphChange.SetWeight(number, relation.weight()));
        }
        Ends ends = ends(number);
        batch.put(
                Keys.number(Keys.RELATION_ENDS, number),
                ByteBuffer.allocate(16)
                        .putInt(ends.source())
                        .putInt(ends.target())
                        .putDouble(relation.weight())
                        .array());
        batch.put(Keys.number(Keys.RELATION, number), RelationCodec.encode(relation));
        changedRelations.add(number);
    }

    private int endpoint(Relation relation, String name) {
        int number = number(name);
        if (number == ABSENT) {
            throw new InvalidInputException(
                    "relation",
                    "The relation %s - %s needs the entity %s: put it earlier in the commit."
                            .formatted(relation.source(), relation.target(), name));
        }
        return number;
    }

    public void deleteEntity(String name) {
        int number = number(name);
        if (number == ABSENT) {
            return;
        }
        relationsAt(number).forEach(this::delete);
        entities.put(name, ABSENT);
        counters.addEntities(-1);
        batch.delete(Keys.number(Keys.ENTITY, number));
        batch.delete(Keys.number(Keys.ENTITY_NAME, number));
        changes.add(new GraphChange.RemoveEntity(number));
        changedEntities.add(number);
    }

    public void deleteRelation(RelationKey key) {
        int a = number(key.lesser());
        int b = number(key.greater());
        int number = a == ABSENT || b == ABSENT ? ABSENT : relation(a, b);
        if (number != ABSENT) {
            delete(number);
        }
    }

    /** Empties the graph. */
    public void clear() {
        for (int kind :
                new int[] {Keys.ENTITY, Keys.ENTITY_NAME, Keys.RELATION, Keys.RELATION_ENDS}) {
            batch.clear(Keys.kind(kind));
        }
        counters.clearGraph();
        changes.clear();
        changedEntities.clear();
        changedRelations.clear();
        entities.clear();
        added.clear();
        addedAt.clear();
        removed.clear();
        view = new GraphView();
        cleared = true;
    }

    private void delete(int relation) {
        Ends ends = ends(relation);
        if (added.remove(relation) == null) {
            removed.add(relation);
        } else {
            at(ends.source()).remove(relation);
            at(ends.target()).remove(relation);
        }
        counters.addRelations(-1);
        batch.delete(Keys.number(Keys.RELATION, relation));
        batch.delete(Keys.number(Keys.RELATION_ENDS, relation));
        changes.add(new GraphChange.RemoveRelation(relation));
        changedRelations.add(relation);
    }

    private void add(int relation, Ends ends) {
        added.put(relation, ends);
        at(ends.source()).add(relation);
        at(ends.target()).add(relation);
    }

    private Set<Integer> at(int entity) {
        return addedAt.computeIfAbsent(entity, any -> new LinkedHashSet<>());
    }

    private int number(String name) {
        Integer changed = entities.get(name);
        return changed == null ? view.entity(name) : changed;
    }

    private int relation(int a, int b) {
        if (view.hasEntity(a) && view.hasEntity(b)) {
            int known = view.relation(a, b);
            if (known != ABSENT && !removed.contains(known)) {
                return known;
            }
        }
        Set<Integer> atA = at(a);
        Set<Integer> atB = at(b);
        for (int relation : atA.size() <= atB.size() ? atA : atB) {
            if (ends(relation).joins(a, b)) {
                return relation;
            }
        }
        return ABSENT;
    }

    private Ends ends(int relation) {
        Ends ends = added.get(relation);
        return ends == null ? new Ends(view.source(relation), view.target(relation)) : ends;
    }

    private List<Integer> relationsAt(int entity) {
        List<Integer> all = new ArrayList<>(at(entity));
        if (view.hasEntity(entity)) {
            view.forEachRelation(
                    entity,
                    relation -> {
                        if (!removed.contains(relation)) {
                            all.add(relation);
                        }
                    });
        }
        return all;
    }

    @Override
    public void apply() {
        changes.forEach(change -> change.apply(view));
        if (cleared) {
            store.replace(view);
        }
        store.forget(changedEntities, changedRelations);
    }

    @Override
    public void dropViews() {
        store.dropView();
    }
}
