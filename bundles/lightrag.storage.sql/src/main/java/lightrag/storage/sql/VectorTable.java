package lightrag.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lightrag.api.ConflictException;
import lightrag.api.InvalidInputException;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;

/** Changes of vectors within a transaction, and what memory has to follow when it commits. */
final class VectorTable {

    private final String workspace;
    private final Connection connection;
    private final Map<VectorNamespace, List<Consumer<VectorMemory.Vectors>>> changes =
            new EnumMap<>(VectorNamespace.class);

    VectorTable(String workspace, Connection connection) {
        this.workspace = workspace;
        this.connection = connection;
    }

    static int dimension(Connection connection) throws SQLException {
        return (int) Sql.number(connection, "SELECT number FROM meta WHERE name='dimension'");
    }

    /** An id that is there keeps its place. */
    void put(VectorNamespace namespace, VectorRow row, float[] embedding) throws SQLException {
        check(row.id(), embedding);
        Optional<Long> known = seq(namespace, row.id());
        byte[] bytes = Rows.embedding(embedding);
        long seq = known.isPresent() ? known.get() : next(namespace);
        if (known.isPresent()) {
            Sql.update(
                    connection,
                    "UPDATE vec SET fields=?, embedding=? WHERE ns=? AND seq=?",
                    Rows.write(row),
                    bytes,
                    namespace.ordinal(),
                    seq);
        } else {
            Sql.update(
                    connection,
                    "INSERT INTO vec VALUES(?, ?, ?, ?, ?)",
                    namespace.ordinal(),
                    seq,
                    Rows.text(row.id()),
                    Rows.write(row),
                    bytes);
        }
        change(namespace, vectors -> vectors.put(seq, embedding));
    }

    private long next(VectorNamespace namespace) throws SQLException {
        return Sql.number(connection, "SELECT MAX(seq) FROM vec WHERE ns=?", namespace.ordinal())
                + 1;
    }

    private void check(String id, float[] embedding) throws SQLException {
        for (float number : embedding) {
            if (!Float.isFinite(number)) {
                throw unusable(id);
            }
        }
        if (embedding.length == 0) {
            throw unusable(id);
        }
        int dimension = dimension(connection);
        if (dimension == 0) {
            Sql.update(
                    connection, "MERGE INTO meta VALUES('dimension', ?)", (long) embedding.length);
        } else if (dimension != embedding.length) {
            throw new ConflictException(
                    "The embedding of %s has %d numbers, those of workspace %s have %d: use its embedding model or clear it first."
                            .formatted(id, embedding.length, workspace, dimension));
        }
    }

    private static InvalidInputException unusable(String id) {
        return new InvalidInputException(
                "embedding",
                "The embedding of %s is empty or not finite: check the embedding model."
                        .formatted(id));
    }

    void putFields(VectorNamespace namespace, VectorRow row) throws SQLException {
        int changed =
                Sql.update(
                        connection,
                        "UPDATE vec SET fields=? WHERE ns=? AND id=?",
                        Rows.write(row),
                        namespace.ordinal(),
                        Rows.text(row.id()));
        if (changed == 0) {
            throw new InvalidInputException(
                    "id", "No embedding is stored for %s: put it with one.".formatted(row.id()));
        }
    }

    void delete(VectorNamespace namespace, String id) throws SQLException {
        Optional<Long> seq = seq(namespace, id);
        if (seq.isEmpty()) {
            return;
        }
        Sql.update(
                connection, "DELETE FROM vec WHERE ns=? AND seq=?", namespace.ordinal(), seq.get());
        change(namespace, vectors -> vectors.remove(seq.get()));
        if (Sql.number(connection, "SELECT COUNT(*) FROM (SELECT 1 FROM vec LIMIT 1)") == 0) {
            Sql.update(connection, "DELETE FROM meta WHERE name='dimension'");
        }
    }

    void clear() throws SQLException {
        Sql.update(connection, "DELETE FROM vec");
        Sql.update(connection, "DELETE FROM meta WHERE name='dimension'");
        for (VectorNamespace namespace : VectorNamespace.values()) {
            change(namespace, VectorMemory.Vectors::clear);
        }
    }

    private Optional<Long> seq(VectorNamespace namespace, String id) throws SQLException {
        return Sql.first(
                connection,
                "SELECT seq FROM vec WHERE ns=? AND id=?",
                row -> row.getLong(1),
                namespace.ordinal(),
                Rows.text(id));
    }

    private void change(VectorNamespace namespace, Consumer<VectorMemory.Vectors> change) {
        changes.computeIfAbsent(namespace, any -> new ArrayList<>()).add(change);
    }

    /** Lets memory follow; called once the transaction has committed. */
    void follow(VectorMemory memory) {
        changes.forEach((namespace, all) -> all.forEach(memory.follow(namespace)));
    }
}
