package lightrag.storage.rocksdb.vector;

import java.util.Optional;
import lightrag.storage.rocksdb.db.NameTable;

/** One namespace in memory: slots by id, and the matrix once there is a first embedding. */
final class VectorView {
    private final NameTable ids = new NameTable();
    private Optional<VectorMatrix> matrix = Optional.empty();

    NameTable ids() {
        return ids;
    }

    Optional<VectorMatrix> matrix() {
        return matrix;
    }

    /** Makes room; the dimension is known from the first embedding on. */
    VectorMatrix matrixOf(int dimension, int expectedRows) {
        VectorMatrix made =
                matrix.filter(any -> any.dimension() == dimension)
                        .orElseGet(() -> new VectorMatrix(dimension, expectedRows));
        matrix = Optional.of(made);
        return made;
    }

    void put(int slot, String id, float[] embedding) {
        matrixOf(embedding.length, 0).put(slot, embedding);
        if (!ids.contains(slot)) {
            ids.add(slot, id);
        }
    }

    void remove(int slot) {
        matrix.ifPresent(rows -> rows.remove(slot));
        ids.remove(slot);
    }

    long memoryBytes() {
        return ids.memoryBytes() + matrix.map(VectorMatrix::memoryBytes).orElse(0L);
    }
}
