package lightrag.storage.sql;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;

/** One namespace of the table {@code kv}. */
final class SqlKeyValueStorage implements KeyValueStorage {

    /** Chunk ids of documents are kept here, beside the namespaces of the contract. */
    static final int CHUNK_IDS = 100;

    private static final int PART_BYTES = 1 << 19;
    private static final int PAGE_KEYS = 128;

    private final Database database;
    private final int namespace;

    SqlKeyValueStorage(Database database, KeyValueNamespace namespace) {
        this.database = database;
        this.namespace = number(namespace);
    }

    static int number(KeyValueNamespace namespace) {
        return namespace.ordinal();
    }

    // ------------------------------------------------------------------ within a transaction

    static void put(Connection connection, int namespace, String key, byte[] value)
            throws SQLException {
        delete(connection, namespace, key);
        int part = 0;
        int from = 0;
        do {
            byte[] piece =
                    Arrays.copyOfRange(value, from, Math.min(value.length, from + PART_BYTES));
            Sql.update(
                    connection,
                    "INSERT INTO kv VALUES(?, ?, ?, ?)",
                    namespace,
                    Rows.text(key),
                    part++,
                    piece);
            from += PART_BYTES;
        } while (from < value.length);
    }

    static void delete(Connection connection, int namespace, String key) throws SQLException {
        Sql.update(connection, "DELETE FROM kv WHERE ns=? AND k=?", namespace, Rows.text(key));
    }

    static void clear(Connection connection, int namespace) throws SQLException {
        Sql.update(connection, "DELETE FROM kv WHERE ns=?", namespace);
    }

    static Optional<byte[]> get(Connection connection, int namespace, byte[] key)
            throws SQLException {
        List<byte[]> parts =
                Sql.list(
                        connection,
                        "SELECT v FROM kv WHERE ns=? AND k=? ORDER BY part",
                        row -> row.getBytes(1),
                        namespace,
                        key);
        if (parts.size() == 1) {
            return Optional.of(parts.getFirst());
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return parts.isEmpty() ? Optional.empty() : Optional.of(whole.toByteArray());
    }

    // ------------------------------------------------------------------ reads

    @Override
    public Optional<byte[]> get(String key) {
        return database.read(connection -> get(connection, namespace, Rows.text(key)));
    }

    @Override
    public List<Optional<byte[]>> getAll(List<String> keys) {
        return database.read(
                connection -> {
                    List<Optional<byte[]>> values = new ArrayList<>(keys.size());
                    for (String key : keys) {
                        values.add(get(connection, namespace, Rows.text(key)));
                    }
                    return values;
                });
    }

    @Override
    public Set<String> missing(Collection<String> keys) {
        return database.read(
                connection -> {
                    Set<String> missing = new LinkedHashSet<>();
                    for (String key : keys) {
                        long parts =
                                Sql.number(
                                        connection,
                                        "SELECT COUNT(*) FROM kv WHERE ns=? AND k=? AND part=0",
                                        namespace,
                                        Rows.text(key));
                        if (parts == 0) {
                            missing.add(key);
                        }
                    }
                    return missing;
                });
    }

    private record Entry(byte[] key, byte[] value) {}

    /** A page of keys at a time, visited without the lock, so that a visitor may commit. */
    @Override
    public void scan(String prefix, BiPredicate<String, byte[]> visitor) {
        byte[] start = Rows.text(prefix);
        List<Entry> page = page(start, true, start);
        while (!page.isEmpty()) {
            for (Entry entry : page) {
                if (!visitor.test(Rows.text(entry.key()), entry.value())) {
                    return;
                }
            }
            page = page(page.getLast().key(), false, start);
        }
    }

    private List<Entry> page(byte[] from, boolean inclusive, byte[] prefix) {
        String sql =
                "SELECT k FROM kv WHERE ns=? AND k"
                        + (inclusive ? ">=" : ">")
                        + "? AND part=0 ORDER BY k LIMIT "
                        + PAGE_KEYS;
        return database.read(
                connection -> {
                    List<Entry> page = new ArrayList<>();
                    for (byte[] key :
                            Sql.list(connection, sql, row -> row.getBytes(1), namespace, from)) {
                        if (!startsWith(key, prefix)) {
                            break;
                        }
                        get(connection, namespace, key)
                                .ifPresent(value -> page.add(new Entry(key, value)));
                    }
                    return page;
                });
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public long size() {
        return database.read(
                connection ->
                        Sql.number(
                                connection,
                                "SELECT COUNT(*) FROM kv WHERE ns=? AND part=0",
                                namespace));
    }
}
