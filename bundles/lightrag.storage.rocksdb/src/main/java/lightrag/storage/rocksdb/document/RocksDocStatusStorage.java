package lightrag.storage.rocksdb.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lightrag.api.CodePoints;
import lightrag.api.DocStatus;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.StatusCounts;
import lightrag.spi.storage.DocStatusStorage;
import lightrag.storage.rocksdb.codec.DocumentCodec;
import lightrag.storage.rocksdb.codec.DocumentHead;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.LazyView;
import lightrag.storage.rocksdb.db.PagedScan;
import lightrag.storage.rocksdb.db.WorkspaceAccess;

/** Lookups by id and secondary key from the database, listings through sorted heads. */
public final class RocksDocStatusStorage implements DocStatusStorage {
    private static final Comparator<DocumentRecord> BY_CREATION =
            Comparator.comparing(DocumentRecord::createdAt)
                    .thenComparing(DocumentRecord::id, CodePoints::compare);

    private final WorkspaceAccess access;
    private final LazyView<DocumentView> views;

    public RocksDocStatusStorage(WorkspaceAccess access) {
        this.access = access;
        this.views = new LazyView<>(access, this::loadView);
    }

    private DocumentView loadView() {
        DocumentView view = new DocumentView();
        byte[] heads = Keys.kind(Keys.DOCUMENT_HEAD);
        access.database()
                .scan(
                        heads,
                        heads,
                        (key, row) -> {
                            view.put(DocumentHead.decode(Keys.lastNumber(key), row));
                            return true;
                        });
        return view;
    }

    /** Begins this store's part of a commit. The caller is the only writer. */
    public DocumentWriter writer(Batch batch, Counters counters) {
        return new DocumentWriter(this, batch, counters);
    }

    void apply(List<Consumer<DocumentView>> changes, boolean cleared) {
        if (views.ifLoaded().isPresent() && cleared) {
            views.replace(new DocumentView());
        }
        views.ifLoaded().ifPresent(view -> changes.forEach(change -> change.accept(view)));
    }

    void dropView() {
        views.drop();
    }

    @Override
    public Optional<DocumentRecord> get(String id) {
        return Optional.ofNullable(getAll(List.of(id)).get(id));
    }

    @Override
    public Map<String, DocumentRecord> getAll(Collection<String> ids) {
        return access.read(
                () -> {
                    List<byte[]> keys =
                            ids.stream().map(id -> Keys.text(Keys.DOCUMENT_ID, id)).toList();
                    List<Integer> sequences =
                            access.database().getAll(keys).stream()
                                    .flatMap(Optional::stream)
                                    .map(Keys::lastNumber)
                                    .toList();
                    Map<String, DocumentRecord> found =
                            LinkedHashMap.newLinkedHashMap(sequences.size());
                    rows(sequences, true).forEach(row -> found.put(row.id(), row));
                    return found;
                });
    }

    /** Rows in the order of the numbers. */
    private List<DocumentRecord> rows(List<Integer> sequences, boolean withChunkIds) {
        List<Optional<byte[]>> rows = values(Keys.DOCUMENT, sequences);
        List<Optional<byte[]>> chunks =
                withChunkIds ? values(Keys.DOCUMENT_CHUNKS, sequences) : List.of();
        List<DocumentRecord> documents = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Optional<byte[]> chunkRow = withChunkIds ? chunks.get(i) : Optional.empty();
            List<String> chunkIds = chunkRow.map(DocumentCodec::decodeChunkIds).orElse(List.of());
            rows.get(i).ifPresent(row -> documents.add(DocumentCodec.decode(row, chunkIds)));
        }
        return documents;
    }

    private List<Optional<byte[]>> values(int kind, List<Integer> sequences) {
        return access.database()
                .getAll(sequences.stream().map(number -> Keys.number(kind, number)).toList());
    }

    @Override
    public DocumentPage page(DocumentQuery query) {
        return views.read(
                view -> {
                    StatusCounts counts = statusCounts();
                    long total =
                            query.statuses().isEmpty()
                                    ? counts.all()
                                    : query.statuses().stream().mapToLong(counts::of).sum();
                    List<Integer> sequences = sequences(view, query);
                    return new DocumentPage(rows(sequences, false), total, counts);
                });
    }

    /** All documents and those of one status are kept in order; several statuses are looked for. */
    private static List<Integer> sequences(DocumentView view, DocumentQuery query) {
        long skip = Math.max(0, query.page() - 1L) * query.pageSize();
        Set<DocStatus> statuses = query.statuses();
        Optional<DocStatus> single =
                statuses.size() == 1 ? statuses.stream().findFirst() : Optional.empty();
        List<DocumentHead> heads = view.sorted(query.sort(), query.descending(), single).heads();
        if (statuses.size() > 1) {
            return heads.stream()
                    .filter(head -> statuses.contains(head.status()))
                    .skip(skip)
                    .limit(query.pageSize())
                    .map(DocumentHead::sequence)
                    .toList();
        }
        int from = (int) Math.min(skip, heads.size());
        int to = (int) Math.min(skip + query.pageSize(), heads.size());
        return heads.subList(from, to).stream().map(DocumentHead::sequence).toList();
    }

    @Override
    public StatusCounts counts() {
        return access.read(this::statusCounts);
    }

    private StatusCounts statusCounts() {
        Map<DocStatus, Long> counts = new EnumMap<>(DocStatus.class);
        for (DocStatus status : DocStatus.values()) {
            counts.put(status, access.counters().documents(status));
        }
        return new StatusCounts(counts);
    }

    @Override
    public List<DocumentRecord> byTrack(String trackId) {
        return secondary(Keys.DOCUMENT_TRACK, trackId).stream().sorted(BY_CREATION).toList();
    }

    @Override
    public List<DocumentRecord> byFilePath(String filePath) {
        return secondary(Keys.DOCUMENT_PATH, filePath);
    }

    @Override
    public List<DocumentRecord> byContentHash(String hash) {
        return secondary(Keys.DOCUMENT_HASH, hash);
    }

    /** Rows under a secondary key in insertion order. */
    private List<DocumentRecord> secondary(int kind, String text) {
        byte[] prefix = Keys.secondaryPrefix(kind, text);
        return access.read(
                () -> {
                    List<Integer> sequences = new ArrayList<>();
                    access.database()
                            .scan(
                                    prefix,
                                    prefix,
                                    (key, nothing) -> {
                                        if (key.length == prefix.length + 4) {
                                            sequences.add(Keys.lastNumber(key));
                                        }
                                        return true;
                                    });
                    return rows(sequences, true);
                });
    }

    @Override
    public List<DocumentRecord> byStatus(
            Set<DocStatus> statuses, int limit, Optional<DocumentRecord> after) {
        return views.read(
                view -> {
                    DocumentOrder order = view.byCreation();
                    int from = after.map(row -> order.place(DocumentHead.of(0, row))).orElse(0);
                    List<Integer> sequences =
                            order.heads().subList(from, order.heads().size()).stream()
                                    .filter(head -> statuses.contains(head.status()))
                                    .filter(
                                            head ->
                                                    !after.map(DocumentRecord::id)
                                                            .equals(Optional.of(head.id())))
                                    .limit(limit)
                                    .map(DocumentHead::sequence)
                                    .toList();
                    return rows(sequences, true);
                });
    }

    @Override
    public void forEach(Predicate<DocumentRecord> visitor) {
        PagedScan.forEach(
                access,
                Keys.kind(Keys.DOCUMENT),
                Keys::lastNumber,
                (sequence, row) -> visitor.test(DocumentCodec.decode(row, chunkIds(sequence))));
    }

    private List<String> chunkIds(int sequence) {
        return access.read(() -> access.database().get(Keys.number(Keys.DOCUMENT_CHUNKS, sequence)))
                .map(DocumentCodec::decodeChunkIds)
                .orElse(List.of());
    }

    /** Estimated heap bytes of the view; 0 while it is not loaded. */
    public long memoryBytes() {
        return views.ifLoaded().map(DocumentView::memoryBytes).orElse(0L);
    }
}
