package lightrag.storage.rocksdb.vector;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import lightrag.api.ConflictException;
import lightrag.api.SourceFilter;
import lightrag.spi.storage.VectorMatch;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.VectorStorage;
import lightrag.storage.rocksdb.codec.VectorRowCodec;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.LazyView;
import lightrag.storage.rocksdb.db.NameTable;
import lightrag.storage.rocksdb.db.PagedScan;
import lightrag.storage.rocksdb.db.WorkspaceAccess;

/** Search over the view; rows and half-precision embeddings from the cache. */
public final class RocksVectorStorage implements VectorStorage {
    private final WorkspaceAccess access;

    private final VectorNamespace namespace;
    private final VectorSearch search;
    private final LazyView<VectorView> views;
    private final LazyView<SourceColumns> sources;
    private volatile long token;

    public RocksVectorStorage(
            WorkspaceAccess access, VectorNamespace namespace, VectorSearch search) {
        this.access = access;
        this.namespace = namespace;
        this.search = search;
        ViewLoader loader = new ViewLoader(access, namespace, search);
        this.views = new LazyView<>(access, loader::view);
        this.sources = new LazyView<>(access, loader::sources);
        this.token = access.rowCache().newToken();
    }

    /** Begins this namespace's part of a commit. The caller is the only writer. */
    public VectorWriter writer(Batch batch, Counters counters) {
        return new VectorWriter(this, namespace, batch, counters);
    }

    void apply(
            List<Consumer<VectorView>> changes,
            List<Consumer<SourceColumns>> sourceChanges,
            Set<Integer> changedSlots,
            boolean cleared) {
        if (cleared) {
            dropViews();
            return;
        }
        views.ifLoaded().ifPresent(view -> follow(view, changes));
        sources.ifLoaded()
                .ifPresent(columns -> sourceChanges.forEach(change -> change.accept(columns)));
        for (int slot : changedSlots) {
            access.rowCache().remove(token, Keys.VECTOR_ROW, slot);
            access.rowCache().remove(token, Keys.VECTOR_EMBEDDING, slot);
        }
    }

    /** An index of the wrong kind for its size goes; the next search loads the other kind. */
    private void follow(VectorView view, List<Consumer<VectorView>> changes) {
        changes.forEach(change -> change.accept(view));
        if (view.index().filter(search::isOutgrown).isPresent()) {
            views.drop();
        }
    }

    void dropViews() {
        views.drop();
        sources.drop();
        token = access.rowCache().newToken();
    }

    @Override
    public List<VectorMatch> search(VectorQuery query) {
        if (size() == 0) {
            return List.of();
        }
        float[] unit = Float32.normalised(query.embedding());
        while (true) {
            if (query.filter().restricts()) {
                sources.load();
            }
            Optional<List<VectorMatch>> matches = views.read(view -> search(view, unit, query));
            if (matches.isPresent()) {
                return matches.get();
            }
        }
    }

    /** Empty when the columns that the filter needs went away meanwhile. */
    private Optional<List<VectorMatch>> search(VectorView view, float[] unit, VectorQuery query) {
        Optional<VectorIndex> index = view.index();
        if (index.isEmpty() || access.counters().vectors(namespace) == 0) {
            return Optional.of(List.of());
        }
        requireDimension(unit.length);
        RowTable table = index.get().table();
        Optional<BitSet> allowed = Optional.empty();
        if (query.filter().restricts()) {
            allowed = sources.ifLoaded().map(all -> rows(table, all, query.filter()));
            if (allowed.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(matches(table, best(index.get(), unit, query, allowed)));
    }

    private List<TopMatches.Match> best(
            VectorIndex index, float[] unit, VectorQuery query, Optional<BitSet> allowed) {
        return switch (index) {
            case VectorMatrix matrix ->
                    search.exact().search(matrix, unit, query.topK(), query.minScore(), allowed);
            case CodedVectors coded ->
                    search.codes()
                            .search(
                                    coded,
                                    unit,
                                    query.topK(),
                                    query.minScore(),
                                    allowed,
                                    (rows, visitor) -> stored(coded.table(), rows, visitor));
        };
    }

    private void stored(RowTable table, int[] rows, CodeSearch.EmbeddingVisitor visitor) {
        List<byte[]> keys = new ArrayList<>(rows.length);
        for (int row : rows) {
            keys.add(Keys.slot(Keys.VECTOR_EMBEDDING, namespace, table.slot(row)));
        }
        List<Optional<byte[]>> embeddings = access.database().getAll(keys);
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            embeddings
                    .get(i)
                    .ifPresent(
                            bytes ->
                                    visitor.embedding(
                                            row, Float32.fromBytes(ByteBuffer.wrap(bytes))));
        }
    }

    private static BitSet rows(RowTable table, SourceColumns columns, SourceFilter filter) {
        IntPredicate matching = columns.matching(filter);
        BitSet rows = new BitSet(table.rows());
        for (int row = 0; row < table.rows(); row++) {
            rows.set(row, matching.test(table.slot(row)));
        }
        return rows;
    }

    private List<VectorMatch> matches(RowTable table, List<TopMatches.Match> best) {
        List<Integer> slots = best.stream().map(match -> table.slot(match.row())).toList();
        Map<Integer, VectorRow> rows = rows(slots);
        List<VectorMatch> matches = new ArrayList<>(best.size());
        for (int i = 0; i < slots.size(); i++) {
            VectorRow row = rows.get(slots.get(i));
            if (row != null) {
                matches.add(new VectorMatch(row, best.get(i).score()));
            }
        }
        return matches;
    }

    /**
     * @throws ConflictException the store has embeddings of another dimension
     */
    public void requireDimension(int dimension) {
        int stored = access.counters().dimension();
        if (stored != 0 && stored != dimension) {
            throw new ConflictException(
                    "Workspace %s has embeddings of %d numbers, asked for with %d: use its embedding model or clear it."
                            .formatted(access.database().workspace(), stored, dimension));
        }
    }

    private Map<Integer, VectorRow> rows(List<Integer> slots) {
        return cached(Keys.VECTOR_ROW, VectorRow.class, slots, VectorRowCodec::decode);
    }

    private <T> Map<Integer, T> cached(
            int kind, Class<T> type, List<Integer> slots, Function<byte[], T> decode) {
        return access.rowCache()
                .getAll(
                        token,
                        kind,
                        type,
                        slots,
                        misses ->
                                access
                                        .database()
                                        .getAll(
                                                misses.stream()
                                                        .map(
                                                                slot ->
                                                                        Keys.slot(
                                                                                kind, namespace,
                                                                                slot))
                                                        .toList())
                                        .stream()
                                        .map(row -> row.map(decode))
                                        .toList());
    }

    /** Slots by id, in the order of the ids; from memory when they are there. */
    private Map<String, Integer> slots(Collection<String> ids) {
        Map<String, Integer> slots = LinkedHashMap.newLinkedHashMap(ids.size());
        Optional<NameTable> table = views.ifLoaded().flatMap(VectorView::ids);
        if (table.isPresent()) {
            for (String id : ids) {
                int slot = table.get().find(id);
                if (slot >= 0) {
                    slots.put(id, slot);
                }
            }
            return slots;
        }
        List<String> list = List.copyOf(ids);
        List<Optional<byte[]>> found =
                access.database()
                        .getAll(list.stream().map(id -> Keys.vectorId(namespace, id)).toList());
        for (int i = 0; i < list.size(); i++) {
            String id = list.get(i);
            found.get(i).ifPresent(slot -> slots.put(id, Keys.lastNumber(slot)));
        }
        return slots;
    }

    private <T> Map<String, T> byId(
            Collection<String> ids, Function<List<Integer>, Map<Integer, T>> read) {
        return access.read(
                () -> {
                    Map<String, Integer> slots = slots(ids);
                    Map<Integer, T> rows = read.apply(List.copyOf(slots.values()));
                    Map<String, T> found = LinkedHashMap.newLinkedHashMap(slots.size());
                    slots.forEach(
                            (id, slot) -> {
                                T row = rows.get(slot);
                                if (row != null) {
                                    found.put(id, row);
                                }
                            });
                    return found;
                });
    }

    @Override
    public Map<String, VectorRow> rows(Collection<String> ids) {
        return byId(ids, this::rows);
    }

    @Override
    public Map<String, float[]> embeddings(Collection<String> ids) {
        Map<String, float[]> embeddings = LinkedHashMap.newLinkedHashMap(ids.size());
        Map<String, short[]> halves =
                byId(
                        ids,
                        slots ->
                                cached(
                                        Keys.VECTOR_EMBEDDING,
                                        short[].class,
                                        slots,
                                        row ->
                                                Float32.toHalf(
                                                        Float32.fromBytes(ByteBuffer.wrap(row)))));
        halves.forEach((id, half) -> embeddings.put(id, Float32.fromHalf(half)));
        return embeddings;
    }

    @Override
    public void forEach(Predicate<VectorRow> visitor) {
        PagedScan.forEach(
                access,
                Keys.namespace(Keys.VECTOR_ROW, namespace),
                VectorRowCodec::decode,
                visitor);
    }

    @Override
    public void forEachEmbedding(BiPredicate<VectorRow, float[]> visitor) {
        PagedScan.forEach(
                access,
                Keys.namespace(Keys.VECTOR_ROW, namespace),
                Keys::lastNumber,
                (slot, row) ->
                        access.read(
                                        () ->
                                                access.database()
                                                        .get(
                                                                Keys.slot(
                                                                        Keys.VECTOR_EMBEDDING,
                                                                        namespace,
                                                                        slot)))
                                .map(bytes -> Float32.fromBytes(ByteBuffer.wrap(bytes)))
                                .map(whole -> visitor.test(VectorRowCodec.decode(row), whole))
                                .orElse(true));
    }

    @Override
    public long size() {
        return access.read(() -> access.counters().vectors(namespace));
    }

    /** Estimated bytes of the views on and outside the heap; 0 while they are not loaded. */
    public long memoryBytes() {
        return views.ifLoaded().map(VectorView::memoryBytes).orElse(0L)
                + sources.ifLoaded().map(SourceColumns::memoryBytes).orElse(0L);
    }
}
