package lightrag.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lightrag.api.Entity;
import lightrag.api.KnowledgeGraph;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.spi.storage.GraphStorage;

/** Reads of the graph's tables. */
final class SqlGraphStorage implements GraphStorage {

    private static final int PAGE_ROWS = 256;

    private final Database database;

    SqlGraphStorage(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Entity> entities(Collection<String> names) {
        return database.read(
                connection -> {
                    Map<String, Entity> found = LinkedHashMap.newLinkedHashMap(names.size());
                    for (String name : names) {
                        entity(connection, name).ifPresent(entity -> found.put(name, entity));
                    }
                    return found;
                });
    }

    private static Optional<Entity> entity(Connection connection, String name) throws SQLException {
        return Sql.first(
                connection,
                "SELECT body FROM entity WHERE name=?",
                row -> Rows.read(row.getBytes(1), Entity.class),
                (Object) Rows.text(name));
    }

    @Override
    public Map<RelationKey, Relation> relations(Collection<RelationKey> keys) {
        return database.read(
                connection -> {
                    Map<RelationKey, Relation> found = LinkedHashMap.newLinkedHashMap(keys.size());
                    for (RelationKey key : keys) {
                        Optional<Long> a = GraphTables.entity(connection, key.lesser());
                        Optional<Long> b = GraphTables.entity(connection, key.greater());
                        if (a.isPresent() && b.isPresent()) {
                            Optional<Long> seq = GraphTables.relation(connection, a.get(), b.get());
                            if (seq.isPresent()) {
                                found.put(key, relation(connection, seq.get()));
                            }
                        }
                    }
                    return found;
                });
    }

    private static Relation relation(Connection connection, long seq) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT body FROM relation WHERE seq=?",
                        row -> Rows.read(row.getBytes(1), Relation.class),
                        seq)
                .orElseThrow(() -> new SQLException("relation " + seq + " is listed and missing"));
    }

    @Override
    public Set<String> existing(Collection<String> names) {
        return database.read(
                connection -> {
                    Set<String> found = LinkedHashSet.newLinkedHashSet(names.size());
                    for (String name : names) {
                        if (GraphTables.entity(connection, name).isPresent()) {
                            found.add(name);
                        }
                    }
                    return found;
                });
    }

    @Override
    public Map<String, Integer> degrees(Collection<String> names) {
        return database.read(
                connection -> {
                    Map<String, Integer> degrees = LinkedHashMap.newLinkedHashMap(names.size());
                    for (String name : names) {
                        degrees.put(
                                name,
                                (int)
                                        Sql.number(
                                                connection,
                                                "SELECT degree FROM entity WHERE name=?",
                                                (Object) Rows.text(name)));
                    }
                    return degrees;
                });
    }

    @Override
    public Map<String, List<Neighbour>> neighbours(Collection<String> names) {
        return database.read(
                connection -> {
                    Map<String, List<Neighbour>> all = LinkedHashMap.newLinkedHashMap(names.size());
                    for (String name : names) {
                        Optional<Long> entity = GraphTables.entity(connection, name);
                        if (entity.isPresent()) {
                            all.put(name, neighbours(connection, name, entity.get()));
                        }
                    }
                    return all;
                });
    }

    private static List<Neighbour> neighbours(Connection connection, String name, long entity)
            throws SQLException {
        int degree = (int) Sql.number(connection, "SELECT degree FROM entity WHERE seq=?", entity);
        return Sql.list(
                connection,
                "SELECT o.name, r.weight, o.degree FROM incidence i"
                        + " JOIN relation r ON r.seq=i.relation JOIN entity o ON o.seq=i.other"
                        + " WHERE i.entity=? ORDER BY i.relation",
                row -> {
                    String other = Rows.text(row.getBytes(1));
                    return new Neighbour(
                            RelationKey.of(name, other),
                            other,
                            row.getDouble(2),
                            degree + row.getInt(3));
                },
                entity);
    }

    @Override
    public List<String> labels() {
        return database.read(connection -> names(connection, "name"));
    }

    private static List<String> names(Connection connection, String order) throws SQLException {
        return List.copyOf(
                Sql.list(
                        connection,
                        "SELECT name FROM entity ORDER BY " + order,
                        row -> Rows.text(row.getBytes(1))));
    }

    @Override
    public List<String> popular(int limit) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT name FROM entity ORDER BY degree DESC, name LIMIT ?",
                                row -> Rows.text(row.getBytes(1)),
                                limit));
    }

    @Override
    public List<String> search(String text, int limit) {
        return LabelSearch.best(database.read(c -> names(c, "seq")), text, limit);
    }

    @Override
    public KnowledgeGraph subgraph(String label, int maxDepth, int maxNodes) {
        return database.read(
                connection -> {
                    GraphShape shape = shape(connection);
                    if (label.equals("*")) {
                        return induced(connection, shape, shape.best(maxNodes));
                    }
                    Optional<GraphShape.Node> start =
                            shape.nodes().stream()
                                    .filter(node -> node.name().equals(label))
                                    .findFirst();
                    return start.isEmpty()
                            ? new KnowledgeGraph(List.of(), List.of(), false)
                            : induced(
                                    connection,
                                    shape,
                                    shape.around(start.get(), maxDepth, maxNodes));
                });
    }

    private static GraphShape shape(Connection connection) throws SQLException {
        return new GraphShape(
                Sql.list(
                        connection,
                        "SELECT seq, name, degree FROM entity ORDER BY seq",
                        row ->
                                new GraphShape.Node(
                                        row.getLong(1), Rows.text(row.getBytes(2)), row.getInt(3))),
                Sql.list(
                        connection,
                        "SELECT seq, source, target FROM relation ORDER BY seq",
                        row ->
                                new GraphShape.Edge(
                                        row.getLong(1), row.getLong(2), row.getLong(3))));
    }

    private static KnowledgeGraph induced(
            Connection connection, GraphShape shape, GraphShape.Choice choice) throws SQLException {
        List<Entity> entities = new ArrayList<>();
        for (GraphShape.Node node : choice.nodes()) {
            entity(connection, node.name()).ifPresent(entities::add);
        }
        List<Relation> relations = new ArrayList<>();
        for (long seq : shape.among(choice.nodes())) {
            relations.add(relation(connection, seq));
        }
        return new KnowledgeGraph(entities, relations, choice.truncated());
    }

    @Override
    public void forEachEntity(Predicate<Entity> visitor) {
        visit("entity", Entity.class, visitor);
    }

    @Override
    public void forEachRelation(Predicate<Relation> visitor) {
        visit("relation", Relation.class, visitor);
    }

    private record Place<T>(long seq, T row) {}

    /** A page at a time, visited without the lock, so that a visitor may commit. */
    private <T> void visit(String table, Class<T> type, Predicate<T> visitor) {
        List<Place<T>> page = page(table, type, 0);
        while (!page.isEmpty()) {
            for (Place<T> place : page) {
                if (!visitor.test(place.row())) {
                    return;
                }
            }
            page = page(table, type, page.getLast().seq());
        }
    }

    private <T> List<Place<T>> page(String table, Class<T> type, long after) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT seq, body FROM "
                                        + table
                                        + " WHERE seq>? ORDER BY seq LIMIT "
                                        + PAGE_ROWS,
                                row ->
                                        new Place<>(
                                                row.getLong(1), Rows.read(row.getBytes(2), type)),
                                after));
    }

    @Override
    public long entityCount() {
        return database.read(c -> Sql.number(c, "SELECT COUNT(*) FROM entity"));
    }

    @Override
    public long relationCount() {
        return database.read(c -> Sql.number(c, "SELECT COUNT(*) FROM relation"));
    }
}
