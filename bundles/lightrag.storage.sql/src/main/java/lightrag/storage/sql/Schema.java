package lightrag.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import lightrag.api.StorageFailureException;

/** The tables, and the number of their layout. */
final class Schema {

    private static final long FORMAT = 1;

    // A value of VARBINARY has at most 1 MiB, so long values are cut into parts.
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE meta(name VARCHAR PRIMARY KEY, number BIGINT NOT NULL)",
                    "CREATE TABLE kv(ns INT, k VARBINARY, part INT, v VARBINARY NOT NULL, PRIMARY KEY(ns, k, part))",
                    "CREATE TABLE doc(seq BIGINT PRIMARY KEY, id VARBINARY NOT NULL UNIQUE, status INT NOT NULL,"
                            + " created TIMESTAMP(9) WITH TIME ZONE NOT NULL, updated TIMESTAMP(9) WITH TIME ZONE NOT NULL,"
                            + " track VARBINARY NOT NULL, path VARBINARY NOT NULL, path_order VARBINARY NOT NULL,"
                            + " hash VARBINARY, body VARBINARY NOT NULL)",
                    "CREATE INDEX doc_created ON doc(created, id)",
                    "CREATE INDEX doc_track ON doc(track)",
                    "CREATE INDEX doc_path ON doc(path)",
                    "CREATE INDEX doc_hash ON doc(hash)",
                    "CREATE TABLE entity(seq BIGINT PRIMARY KEY, name VARBINARY NOT NULL UNIQUE, degree INT NOT NULL,"
                            + " body VARBINARY NOT NULL)",
                    "CREATE TABLE relation(seq BIGINT PRIMARY KEY, source BIGINT NOT NULL, target BIGINT NOT NULL,"
                            + " weight DOUBLE PRECISION NOT NULL, body VARBINARY NOT NULL)",
                    "CREATE TABLE incidence(entity BIGINT, relation BIGINT, other BIGINT NOT NULL,"
                            + " PRIMARY KEY(entity, relation))",
                    "CREATE UNIQUE INDEX incidence_pair ON incidence(entity, other)",
                    "CREATE TABLE vec(ns INT, seq BIGINT, id VARBINARY NOT NULL, fields VARBINARY NOT NULL,"
                            + " embedding VARBINARY NOT NULL, PRIMARY KEY(ns, seq), UNIQUE(ns, id))");

    private Schema() {}

    /** Makes the tables of a new database, or checks those there are. */
    static void prepare(String workspace, Connection connection) throws SQLException {
        OptionalLong stored = format(connection);
        if (stored.isEmpty()) {
            create(connection);
        } else if (stored.getAsLong() != FORMAT) {
            throw new StorageFailureException(
                    "Workspace %s is in SQL format %d, this server knows %d: use the server that wrote it."
                            .formatted(workspace, stored.getAsLong(), FORMAT));
        }
    }

    private static OptionalLong format(Connection connection) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, "PUBLIC", "META", null)) {
            if (!tables.next()) {
                return OptionalLong.empty();
            }
        }
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT number FROM meta WHERE name='format'")) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /** The format is written last: tables of a creation that was killed are made anew. */
    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP ALL OBJECTS");
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("INSERT INTO meta VALUES('format', " + FORMAT + ")");
        }
    }
}
