package lightrag.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import lightrag.api.Entity;
import lightrag.api.InvalidInputException;
import lightrag.api.Relation;
import lightrag.api.RelationKey;

/**
 * Changes of the graph within a transaction. Each relation is listed at both its ends in {@code
 * incidence}, once for one of an entity with itself; degrees count that one twice.
 */
final class GraphTables {

    private final Connection connection;

    GraphTables(Connection connection) {
        this.connection = connection;
    }

    private record Edge(long seq, long source, long target) {}

    static Optional<Long> entity(Connection connection, String name) throws SQLException {
        return Sql.first(
                connection,
                "SELECT seq FROM entity WHERE name=?",
                row -> row.getLong(1),
                (Object) Rows.text(name));
    }

    void put(Entity entity) throws SQLException {
        byte[] name = Rows.text(entity.name());
        byte[] body = Rows.write(entity);
        if (Sql.update(connection, "UPDATE entity SET body=? WHERE name=?", body, name) == 0) {
            long seq = Sql.number(connection, "SELECT MAX(seq) FROM entity") + 1;
            Sql.update(connection, "INSERT INTO entity VALUES(?, ?, 0, ?)", seq, name, body);
        }
    }

    void put(Relation relation) throws SQLException {
        long source = end(relation, relation.source());
        long target = end(relation, relation.target());
        Optional<Long> known = relation(connection, source, target);
        byte[] body = Rows.write(relation);
        if (known.isPresent()) {
            Sql.update(
                    connection,
                    "UPDATE relation SET weight=?, body=? WHERE seq=?",
                    relation.weight(),
                    body,
                    known.get());
            return;
        }
        long seq = Sql.number(connection, "SELECT MAX(seq) FROM relation") + 1;
        Sql.update(
                connection,
                "INSERT INTO relation VALUES(?, ?, ?, ?, ?)",
                seq,
                source,
                target,
                relation.weight(),
                body);
        Sql.update(connection, "INSERT INTO incidence VALUES(?, ?, ?)", source, seq, target);
        if (source != target) {
            Sql.update(connection, "INSERT INTO incidence VALUES(?, ?, ?)", target, seq, source);
        }
        addDegree(source, target, 1);
    }

    private long end(Relation relation, String name) throws SQLException {
        return entity(connection, name)
                .orElseThrow(
                        () ->
                                new InvalidInputException(
                                        "relation",
                                        "The relation %s - %s needs the entity %s: put it earlier in the commit."
                                                .formatted(
                                                        relation.source(),
                                                        relation.target(),
                                                        name)));
    }

    static Optional<Long> relation(Connection connection, long a, long b) throws SQLException {
        return Sql.first(
                connection,
                "SELECT relation FROM incidence WHERE entity=? AND other=?",
                row -> row.getLong(1),
                a,
                b);
    }

    private void addDegree(long source, long target, int by) throws SQLException {
        for (long end : new long[] {source, target}) {
            Sql.update(connection, "UPDATE entity SET degree=degree+? WHERE seq=?", by, end);
        }
    }

    void deleteEntity(String name) throws SQLException {
        Optional<Long> found = entity(connection, name);
        if (found.isEmpty()) {
            return;
        }
        List<Edge> edges =
                Sql.list(
                        connection,
                        "SELECT r.seq, r.source, r.target FROM incidence i"
                                + " JOIN relation r ON r.seq=i.relation WHERE i.entity=?",
                        row -> new Edge(row.getLong(1), row.getLong(2), row.getLong(3)),
                        found.get());
        for (Edge edge : edges) {
            delete(edge);
        }
        Sql.update(connection, "DELETE FROM entity WHERE seq=?", found.get());
    }

    void deleteRelation(RelationKey key) throws SQLException {
        Optional<Long> a = entity(connection, key.lesser());
        Optional<Long> b = entity(connection, key.greater());
        if (a.isEmpty() || b.isEmpty()) {
            return;
        }
        Optional<Long> seq = relation(connection, a.get(), b.get());
        if (seq.isPresent()) {
            delete(new Edge(seq.get(), a.get(), b.get()));
        }
    }

    private void delete(Edge edge) throws SQLException {
        Sql.update(connection, "DELETE FROM relation WHERE seq=?", edge.seq());
        for (long end : new long[] {edge.source(), edge.target()}) {
            Sql.update(
                    connection,
                    "DELETE FROM incidence WHERE entity=? AND relation=?",
                    end,
                    edge.seq());
        }
        addDegree(edge.source(), edge.target(), -1);
    }

    void clear() throws SQLException {
        for (String table : List.of("incidence", "relation", "entity")) {
            Sql.update(connection, "DELETE FROM " + table);
        }
    }
}
