package lightrag.storage.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lightrag.api.DocStatus;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.StatusCounts;
import lightrag.spi.storage.DocStatusStorage;

/** The table {@code doc}; {@code seq} is the order of insertion. */
final class SqlDocStatusStorage implements DocStatusStorage {

    private static final int PAGE_ROWS = 256;

    private final Database database;

    SqlDocStatusStorage(Database database) {
        this.database = database;
    }

    // ------------------------------------------------------------------ within a transaction

    /** A row that is there keeps its place. */
    static void put(Connection connection, DocumentRecord row) throws SQLException {
        byte[] id = Rows.text(row.id());
        long seq =
                Sql.first(connection, "SELECT seq FROM doc WHERE id=?", r -> r.getLong(1), id)
                        .orElse(0L);
        if (seq == 0) {
            seq = Sql.number(connection, "SELECT MAX(seq) FROM doc") + 1;
        }
        Sql.update(
                connection,
                "MERGE INTO doc(seq, id, status, created, updated, track, path, path_order, hash, body)"
                        + " KEY(seq) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                seq,
                id,
                row.status().ordinal(),
                row.createdAt(),
                row.updatedAt(),
                Rows.text(row.trackId()),
                Rows.text(row.filePath()),
                Rows.text(row.filePath().toLowerCase(Locale.ROOT)),
                row.contentHash().map(Rows::text).orElse(null),
                Rows.write(Rows.withChunkIds(row, List.of())));
        SqlKeyValueStorage.put(
                connection,
                SqlKeyValueStorage.CHUNK_IDS,
                row.id(),
                Rows.text(String.join("\n", row.chunkIds())));
    }

    static void delete(Connection connection, String id) throws SQLException {
        Sql.update(connection, "DELETE FROM doc WHERE id=?", Rows.text(id));
        SqlKeyValueStorage.delete(connection, SqlKeyValueStorage.CHUNK_IDS, id);
    }

    static void clear(Connection connection) throws SQLException {
        Sql.update(connection, "DELETE FROM doc");
        SqlKeyValueStorage.clear(connection, SqlKeyValueStorage.CHUNK_IDS);
    }

    // ------------------------------------------------------------------ reads

    private static DocumentRecord bare(ResultSet row) throws SQLException {
        return Rows.read(row.getBytes("body"), DocumentRecord.class);
    }

    private static List<DocumentRecord> whole(Connection connection, List<DocumentRecord> bare)
            throws SQLException {
        List<DocumentRecord> rows = new ArrayList<>(bare.size());
        for (DocumentRecord row : bare) {
            rows.add(Rows.withChunkIds(row, chunkIds(connection, row.id())));
        }
        return rows;
    }

    private static List<String> chunkIds(Connection connection, String id) throws SQLException {
        String joined =
                SqlKeyValueStorage.get(connection, SqlKeyValueStorage.CHUNK_IDS, Rows.text(id))
                        .map(Rows::text)
                        .orElse("");
        return joined.isEmpty() ? List.of() : List.of(joined.split("\n", -1));
    }

    private List<DocumentRecord> where(String condition, Object... parameters) {
        return database.read(
                connection ->
                        whole(
                                connection,
                                Sql.list(
                                        connection,
                                        "SELECT body FROM doc WHERE " + condition,
                                        SqlDocStatusStorage::bare,
                                        parameters)));
    }

    @Override
    public Optional<DocumentRecord> get(String id) {
        return where("id=?", (Object) Rows.text(id)).stream().findFirst();
    }

    @Override
    public Map<String, DocumentRecord> getAll(Collection<String> ids) {
        return database.read(
                connection -> {
                    Map<String, DocumentRecord> found = LinkedHashMap.newLinkedHashMap(ids.size());
                    for (String id : ids) {
                        Optional<DocumentRecord> row =
                                Sql.first(
                                        connection,
                                        "SELECT body FROM doc WHERE id=?",
                                        SqlDocStatusStorage::bare,
                                        (Object) Rows.text(id));
                        if (row.isPresent()) {
                            found.put(id, Rows.withChunkIds(row.get(), chunkIds(connection, id)));
                        }
                    }
                    return found;
                });
    }

    @Override
    public DocumentPage page(DocumentQuery query) {
        String order =
                switch (query.sort()) {
                    case CREATED_AT -> "created";
                    case UPDATED_AT -> "updated";
                    case ID -> "id";
                    case FILE_PATH -> "path_order";
                };
        String sql =
                "SELECT body FROM doc"
                        + (query.statuses().isEmpty()
                                ? ""
                                : " WHERE status IN (" + numbers(query.statuses()) + ")")
                        + " ORDER BY "
                        + order
                        + (query.descending() ? " DESC" : "")
                        + ", seq LIMIT ? OFFSET ?";
        long skip = Math.max(0, query.page() - 1L) * query.pageSize();
        return database.read(
                connection -> {
                    StatusCounts counts = counts(connection);
                    long total =
                            query.statuses().isEmpty()
                                    ? counts.all()
                                    : query.statuses().stream().mapToLong(counts::of).sum();
                    return new DocumentPage(
                            Sql.list(
                                    connection,
                                    sql,
                                    SqlDocStatusStorage::bare,
                                    query.pageSize(),
                                    skip),
                            total,
                            counts);
                });
    }

    private static String numbers(Set<DocStatus> statuses) {
        return statuses.stream()
                .map(status -> String.valueOf(status.ordinal()))
                .collect(Collectors.joining(","));
    }

    @Override
    public StatusCounts counts() {
        return database.read(SqlDocStatusStorage::counts);
    }

    private static StatusCounts counts(Connection connection) throws SQLException {
        Map<DocStatus, Long> counts = new EnumMap<>(DocStatus.class);
        Sql.list(
                connection,
                "SELECT status, COUNT(*) FROM doc GROUP BY status",
                row -> counts.put(DocStatus.values()[row.getInt(1)], row.getLong(2)));
        return new StatusCounts(counts);
    }

    @Override
    public List<DocumentRecord> byTrack(String trackId) {
        return where("track=? ORDER BY created, id", (Object) Rows.text(trackId));
    }

    @Override
    public List<DocumentRecord> byFilePath(String filePath) {
        return where("path=? ORDER BY seq", (Object) Rows.text(filePath));
    }

    @Override
    public List<DocumentRecord> byContentHash(String hash) {
        return where("hash=? ORDER BY seq", (Object) Rows.text(hash));
    }

    @Override
    public List<DocumentRecord> byStatus(
            Set<DocStatus> statuses, int limit, Optional<DocumentRecord> after) {
        if (statuses.isEmpty()) {
            return List.of();
        }
        String of = "status IN (" + numbers(statuses) + ")";
        String order = " ORDER BY created, id LIMIT ?";
        if (after.isEmpty()) {
            return where(of + order, limit);
        }
        Instant created = after.get().createdAt();
        return where(
                of + " AND (created>? OR (created=? AND id>?))" + order,
                created,
                created,
                Rows.text(after.get().id()),
                limit);
    }

    private record Place(long seq, DocumentRecord row) {}

    @Override
    public void forEach(Predicate<DocumentRecord> visitor) {
        List<Place> page = page(0);
        while (!page.isEmpty()) {
            for (Place place : page) {
                if (!visitor.test(place.row())) {
                    return;
                }
            }
            page = page(page.getLast().seq());
        }
    }

    private List<Place> page(long after) {
        return database.read(
                connection -> {
                    List<Place> page = new ArrayList<>();
                    for (Place place :
                            Sql.list(
                                    connection,
                                    "SELECT seq, body FROM doc WHERE seq>? ORDER BY seq LIMIT "
                                            + PAGE_ROWS,
                                    row -> new Place(row.getLong(1), bare(row)),
                                    after)) {
                        List<String> chunks = chunkIds(connection, place.row().id());
                        page.add(new Place(place.seq(), Rows.withChunkIds(place.row(), chunks)));
                    }
                    return page;
                });
    }
}
