package lightrag.storage.rocksdb.vector;

import java.util.Optional;
import lightrag.storage.rocksdb.db.NameTable;

/**
 * One namespace in memory: the index, and slots by id where that is exact; a large namespace's ids
 * stay in the database.
 */
final class VectorView {
    private final Optional<NameTable> ids;
    private Optional<VectorIndex> index;

    /** For exact search; the index is made by the first embedding. */
    VectorView(NameTable ids) {
        this.ids = Optional.of(ids);
        this.index = Optional.empty();
    }

    VectorView(CodedVectors index) {
        this.ids = Optional.empty();
        this.index = Optional.of(index);
    }

    Optional<NameTable> ids() {
        return ids;
    }

    Optional<VectorIndex> index() {
        return index;
    }

    /** Makes room for exact search; the dimension is known from the first embedding on. */
    VectorMatrix newMatrix(int dimension, int expectedRows) {
        VectorMatrix matrix = new VectorMatrix(dimension, expectedRows);
        index = Optional.of(matrix);
        return matrix;
    }

    void put(int slot, String id, float[] embedding) {
        index.filter(any -> any.dimension() == embedding.length)
                .orElseGet(() -> newMatrix(embedding.length, 0))
                .put(slot, embedding);
        ids.filter(any -> !any.contains(slot)).ifPresent(table -> table.add(slot, id));
    }

    void remove(int slot) {
        index.ifPresent(rows -> rows.remove(slot));
        ids.ifPresent(table -> table.remove(slot));
    }

    long memoryBytes() {
        return ids.map(NameTable::memoryBytes).orElse(0L)
                + index.map(VectorIndex::memoryBytes).orElse(0L);
    }
}
