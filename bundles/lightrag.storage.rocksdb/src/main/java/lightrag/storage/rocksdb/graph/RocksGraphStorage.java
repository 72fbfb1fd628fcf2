package lightrag.storage.rocksdb.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import lightrag.api.CodePoints;
import lightrag.api.Entity;
import lightrag.api.KnowledgeGraph;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.spi.storage.GraphStorage;
import lightrag.storage.rocksdb.codec.EntityCodec;
import lightrag.storage.rocksdb.codec.RelationCodec;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Database;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.LazyView;
import lightrag.storage.rocksdb.db.PagedScan;
import lightrag.storage.rocksdb.db.WorkspaceAccess;

/** Shape from the view, descriptions from cached rows. */
public final class RocksGraphStorage implements GraphStorage {
    private static final int ENDS_LENGTH = 16;

    private final WorkspaceAccess access;
    private final LazyView<GraphView> views;
    private volatile long token;

    public RocksGraphStorage(WorkspaceAccess access) {
        this.access = access;
        this.views = new LazyView<>(access, this::loadView);
        this.token = access.rowCache().newToken();
    }

    private GraphView loadView() {
        GraphView view = new GraphView();
        Database database = access.database();
        byte[] names = Keys.kind(Keys.ENTITY_NAME);
        database.scan(
                names,
                names,
                (key, value) -> {
                    view.addEntity(Keys.lastNumber(key), new String(value, StandardCharsets.UTF_8));
                    return true;
                });
        database.scanDirect(
                Keys.kind(Keys.RELATION_ENDS),
                ENDS_LENGTH,
                (number, ends) -> addRelation(view, number, ends));
        return view;
    }

    private static void addRelation(GraphView view, int number, ByteBuffer ends) {
        view.addRelation(number, ends.getInt(), ends.getInt(), ends.getDouble());
    }

    /** Begins this store's part of a commit. The caller is the only writer. */
    public GraphWriter writer(Batch batch, Counters counters) {
        return new GraphWriter(this, views.load(), batch, counters);
    }

    void replace(GraphView emptied) {
        views.replace(emptied);
        token = access.rowCache().newToken();
    }

    void dropView() {
        views.drop();
        token = access.rowCache().newToken();
    }

    void forget(Set<Integer> entities, Set<Integer> relations) {
        entities.forEach(number -> access.rowCache().remove(token, Keys.ENTITY, number));
        relations.forEach(number -> access.rowCache().remove(token, Keys.RELATION, number));
    }

    @Override
    public Map<String, Entity> entities(Collection<String> names) {
        return views.read(
                view -> {
                    List<Integer> numbers = new ArrayList<>(names.size());
                    for (String name : names) {
                        int number = view.entity(name);
                        if (number >= 0) {
                            numbers.add(number);
                        }
                    }
                    Map<String, Entity> found = LinkedHashMap.newLinkedHashMap(numbers.size());
                    Map<Integer, Entity> rows = entityRows(numbers);
                    for (Integer number : numbers) {
                        Entity entity = rows.get(number);
                        if (entity != null) {
                            found.put(entity.name(), entity);
                        }
                    }
                    return found;
                });
    }

    private Map<Integer, Entity> entityRows(List<Integer> numbers) {
        return rows(Keys.ENTITY, Entity.class, numbers, EntityCodec::decode);
    }

    private Map<Integer, Relation> relationRows(List<Integer> numbers) {
        return rows(Keys.RELATION, Relation.class, numbers, RelationCodec::decode);
    }

    private <T> Map<Integer, T> rows(
            int kind, Class<T> type, List<Integer> numbers, Function<byte[], T> decode) {
        return access.rowCache()
                .getAll(
                        token,
                        kind,
                        type,
                        numbers,
                        misses ->
                                access
                                        .database()
                                        .getAll(
                                                misses.stream()
                                                        .map(number -> Keys.number(kind, number))
                                                        .toList())
                                        .stream()
                                        .map(row -> row.map(decode))
                                        .toList());
    }

    @Override
    public Map<RelationKey, Relation> relations(Collection<RelationKey> keys) {
        return views.read(
                view -> {
                    Map<RelationKey, Integer> numbers = LinkedHashMap.newLinkedHashMap(keys.size());
                    for (RelationKey key : keys) {
                        int number = relation(view, key);
                        if (number >= 0) {
                            numbers.put(key, number);
                        }
                    }
                    Map<Integer, Relation> rows = relationRows(List.copyOf(numbers.values()));
                    Map<RelationKey, Relation> found =
                            LinkedHashMap.newLinkedHashMap(numbers.size());
                    numbers.forEach(
                            (key, number) -> {
                                Relation relation = rows.get(number);
                                if (relation != null) {
                                    found.put(key, relation);
                                }
                            });
                    return found;
                });
    }

    private static int relation(GraphView view, RelationKey key) {
        int a = view.entity(key.lesser());
        int b = view.entity(key.greater());
        return a < 0 || b < 0 ? -1 : view.relation(a, b);
    }

    @Override
    public Set<String> existing(Collection<String> names) {
        return views.read(
                view -> {
                    Set<String> found = LinkedHashSet.newLinkedHashSet(names.size());
                    for (String name : names) {
                        if (view.entity(name) >= 0) {
                            found.add(name);
                        }
                    }
                    return found;
                });
    }

    @Override
    public Map<String, Integer> degrees(Collection<String> names) {
        return views.read(
                view -> {
                    Map<String, Integer> degrees = LinkedHashMap.newLinkedHashMap(names.size());
                    for (String name : names) {
                        int entity = view.entity(name);
                        degrees.put(name, entity < 0 ? 0 : view.degree(entity));
                    }
                    return degrees;
                });
    }

    @Override
    public Map<String, List<Neighbour>> neighbours(Collection<String> names) {
        return views.read(
                view -> {
                    Map<String, List<Neighbour>> all = LinkedHashMap.newLinkedHashMap(names.size());
                    for (String name : names) {
                        int entity = view.entity(name);
                        if (entity >= 0) {
                            all.put(view.name(entity), neighbours(view, entity));
                        }
                    }
                    return all;
                });
    }

    private static List<Neighbour> neighbours(GraphView view, int entity) {
        List<Neighbour> neighbours = new ArrayList<>(view.relationCount(entity));
        view.forEachRelation(
                entity,
                relation -> {
                    int other = view.otherEnd(relation, entity);
                    neighbours.add(
                            new Neighbour(
                                    view.key(relation),
                                    view.name(other),
                                    view.weight(relation),
                                    view.degree(entity) + view.degree(other)));
                });
        return neighbours;
    }

    @Override
    public List<String> labels() {
        List<String> labels = new ArrayList<>(views.read(RocksGraphStorage::names));
        labels.sort(CodePoints::compare);
        return List.copyOf(labels);
    }

    private static List<String> names(GraphView view) {
        List<String> names = new ArrayList<>(view.entities());
        for (int entity = 0; entity < view.entityBound(); entity++) {
            if (view.hasEntity(entity)) {
                names.add(view.name(entity));
            }
        }
        return names;
    }

    @Override
    public List<String> popular(int limit) {
        return views.read(
                view ->
                        new SubgraphSearch(view, limit)
                                .best().entities().stream().map(view::name).toList());
    }

    @Override
    public List<String> search(String text, int limit) {
        LabelSearch search = new LabelSearch(text);
        views.read(RocksGraphStorage::names).forEach(search::offer);
        return search.best(limit);
    }

    @Override
    public KnowledgeGraph subgraph(String label, int maxDepth, int maxNodes) {
        return views.read(
                view -> {
                    SubgraphSearch search = new SubgraphSearch(view, maxNodes);
                    if (label.equals("*")) {
                        return induced(view, search.best());
                    }
                    int start = view.entity(label);
                    return start < 0
                            ? new KnowledgeGraph(List.of(), List.of(), false)
                            : induced(view, search.around(start, maxDepth));
                });
    }

    /** The chosen entities with all relations among them. */
    private KnowledgeGraph induced(GraphView view, SubgraphSearch.Choice choice) {
        BitSet chosen = new BitSet();
        choice.entities().forEach(chosen::set);
        Set<Integer> relations = new LinkedHashSet<>();
        for (int entity : choice.entities()) {
            view.forEachRelation(
                    entity,
                    relation -> {
                        if (chosen.get(view.otherEnd(relation, entity))) {
                            relations.add(relation);
                        }
                    });
        }
        List<Integer> relationNumbers = List.copyOf(relations);
        return new KnowledgeGraph(
                inOrder(choice.entities(), entityRows(choice.entities())),
                inOrder(relationNumbers, relationRows(relationNumbers)),
                choice.truncated());
    }

    private static <T> List<T> inOrder(List<Integer> numbers, Map<Integer, T> rows) {
        List<T> ordered = new ArrayList<>(numbers.size());
        for (Integer number : numbers) {
            T row = rows.get(number);
            if (row != null) {
                ordered.add(row);
            }
        }
        return ordered;
    }

    @Override
    public void forEachEntity(Predicate<Entity> visitor) {
        PagedScan.forEach(access, Keys.kind(Keys.ENTITY), EntityCodec::decode, visitor);
    }

    @Override
    public void forEachRelation(Predicate<Relation> visitor) {
        PagedScan.forEach(access, Keys.kind(Keys.RELATION), RelationCodec::decode, visitor);
    }

    @Override
    public long entityCount() {
        return access.read(() -> access.counters().entities());
    }

    @Override
    public long relationCount() {
        return access.read(() -> access.counters().relations());
    }

    /** Estimated heap bytes of the view; 0 while it is not loaded. */
    public long memoryBytes() {
        return views.ifLoaded().map(GraphView::memoryBytes).orElse(0L);
    }
}
