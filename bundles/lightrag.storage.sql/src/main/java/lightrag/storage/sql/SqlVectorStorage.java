package lightrag.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import lightrag.api.ConflictException;
import lightrag.api.SourceFilter;
import lightrag.spi.storage.VectorMatch;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.VectorStorage;

/** One namespace of the table {@code vec}; {@code seq} is the order of insertion. */
final class SqlVectorStorage implements VectorStorage {

    private static final int PAGE_ROWS = 256;
    private static final String SEPARATOR = "<SEP>";

    private final Database database;
    private final VectorMemory memory;
    private final VectorNamespace namespace;

    SqlVectorStorage(Database database, VectorMemory memory, VectorNamespace namespace) {
        this.database = database;
        this.memory = memory;
        this.namespace = namespace;
    }

    void requireDimension(int dimension) {
        database.read(
                connection -> {
                    requireDimension(connection, dimension);
                    return dimension;
                });
    }

    private void requireDimension(Connection connection, int dimension) throws SQLException {
        int stored = VectorTable.dimension(connection);
        if (stored != 0 && stored != dimension) {
            throw new ConflictException(
                    "Workspace %s has embeddings of %d numbers, asked for with %d: use its embedding model or clear it."
                            .formatted(database.workspace(), stored, dimension));
        }
    }

    @Override
    public List<VectorMatch> search(VectorQuery query) {
        return database.read(
                connection -> {
                    if (size(connection) == 0) {
                        return List.of();
                    }
                    requireDimension(connection, query.embedding().length);
                    Set<Long> sources = sources(connection, query.filter());
                    List<VectorMemory.Match> best =
                            vectors(connection)
                                    .search(
                                            query.embedding(),
                                            query.topK(),
                                            query.minScore(),
                                            seq ->
                                                    !query.filter().restricts()
                                                            || sources.contains(seq));
                    List<VectorMatch> matches = new ArrayList<>(best.size());
                    for (VectorMemory.Match match : best) {
                        matches.add(new VectorMatch(row(connection, match.seq()), match.score()));
                    }
                    return matches;
                });
    }

    private VectorMemory.Vectors vectors(Connection connection) {
        return memory.of(namespace, () -> load(connection));
    }

    private VectorMemory.Vectors load(Connection connection) {
        VectorMemory.Vectors vectors = new VectorMemory.Vectors();
        try {
            List<Place> page = page(connection, 0);
            while (!page.isEmpty()) {
                page.forEach(place -> vectors.put(place.seq(), place.embedding()));
                page = page(connection, page.getLast().seq());
            }
            return vectors;
        } catch (SQLException e) {
            throw SqlErrors.failure(database.workspace(), "loading its vectors", e);
        }
    }

    private VectorRow row(Connection connection, long seq) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT fields FROM vec WHERE ns=? AND seq=?",
                        row -> Rows.read(row.getBytes(1), VectorRow.class),
                        namespace.ordinal(),
                        seq)
                .orElseThrow(() -> new SQLException("vector " + seq + " is in memory only"));
    }

    /** Numbers of the rows a filter keeps; empty when it keeps all. */
    private Set<Long> sources(Connection connection, SourceFilter filter) throws SQLException {
        Set<Long> kept = new HashSet<>();
        if (filter.restricts()) {
            List<Place> page = page(connection, 0);
            while (!page.isEmpty()) {
                page.stream()
                        .filter(place -> passes(place.row(), filter))
                        .forEach(place -> kept.add(place.seq()));
                page = page(connection, page.getLast().seq());
            }
        }
        return kept;
    }

    private static boolean passes(VectorRow row, SourceFilter filter) {
        String paths = row.fields().getOrDefault("file_path", "");
        String document = row.fields().getOrDefault("full_doc_id", "");
        return (filter.filePaths().isEmpty()
                        || Arrays.stream(paths.split(SEPARATOR))
                                .anyMatch(filter.filePaths()::contains))
                && (filter.documentIds().isEmpty() || filter.documentIds().contains(document));
    }

    @Override
    public Map<String, VectorRow> rows(Collection<String> ids) {
        return database.read(
                connection -> {
                    Map<String, VectorRow> found = LinkedHashMap.newLinkedHashMap(ids.size());
                    for (String id : ids) {
                        byId(connection, id).ifPresent(place -> found.put(id, place.row()));
                    }
                    return found;
                });
    }

    @Override
    public Map<String, float[]> embeddings(Collection<String> ids) {
        return database.read(
                connection -> {
                    Map<String, float[]> found = LinkedHashMap.newLinkedHashMap(ids.size());
                    for (String id : ids) {
                        byId(connection, id)
                                .ifPresent(place -> found.put(id, halved(place.embedding())));
                    }
                    return found;
                });
    }

    private static float[] halved(float[] embedding) {
        float[] half = new float[embedding.length];
        for (int i = 0; i < half.length; i++) {
            half[i] = Float.float16ToFloat(Float.floatToFloat16(embedding[i]));
        }
        return half;
    }

    private record Place(long seq, VectorRow row, float[] embedding) {
        static Place of(java.sql.ResultSet row) throws SQLException {
            return new Place(
                    row.getLong(1),
                    Rows.read(row.getBytes(2), VectorRow.class),
                    Rows.embedding(row.getBytes(3)));
        }
    }

    private Optional<Place> byId(Connection connection, String id) throws SQLException {
        return Sql.first(
                connection,
                "SELECT seq, fields, embedding FROM vec WHERE ns=? AND id=?",
                Place::of,
                namespace.ordinal(),
                Rows.text(id));
    }

    private List<Place> page(Connection connection, long after) throws SQLException {
        return Sql.list(
                connection,
                "SELECT seq, fields, embedding FROM vec WHERE ns=? AND seq>? ORDER BY seq LIMIT "
                        + PAGE_ROWS,
                Place::of,
                namespace.ordinal(),
                after);
    }

    @Override
    public void forEach(Predicate<VectorRow> visitor) {
        forEachEmbedding((row, embedding) -> visitor.test(row));
    }

    @Override
    public void forEachEmbedding(BiPredicate<VectorRow, float[]> visitor) {
        List<Place> page = database.read(connection -> page(connection, 0));
        while (!page.isEmpty()) {
            for (Place place : page) {
                if (!visitor.test(place.row(), place.embedding())) {
                    return;
                }
            }
            long last = page.getLast().seq();
            page = database.read(connection -> page(connection, last));
        }
    }

    @Override
    public long size() {
        return database.read(this::size);
    }

    private long size(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT COUNT(*) FROM vec WHERE ns=?", namespace.ordinal());
    }
}
