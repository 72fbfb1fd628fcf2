package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Normalised embeddings outside the heap, in insertion order, zero-padded to whole {@link
 * DotKernel#LANES}; what the exact search reads. A changed embedding keeps its place.
 */
final class VectorMatrix implements VectorIndex {
    private final int dimension;
    private final int stride;
    private RowTable table;
    private RowBlocks blocks;

    VectorMatrix(int dimension, int expectedRows) {
        this.dimension = dimension;
        this.stride = (dimension + DotKernel.LANES - 1) / DotKernel.LANES * DotKernel.LANES;
        this.table = new RowTable(expectedRows);
        this.blocks = new RowBlocks(stride * Float.BYTES, expectedRows);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public RowTable table() {
        return table;
    }

    /** Elements of a row with its padding. */
    int stride() {
        return stride;
    }

    @Override
    public void put(int slot, float[] embedding) {
        int row = table.rowToWrite(slot);
        blocks.reserve(row);
        float[] unit = Float32.normalised(embedding);
        blocks.visit(
                row,
                (memory, offset) ->
                        MemorySegment.copy(
                                unit, 0, memory, ValueLayout.JAVA_FLOAT, offset, dimension));
    }

    @Override
    public void remove(int slot) {
        if (table.remove(slot)) {
            RowBlocks dense = new RowBlocks(stride * Float.BYTES, table.liveRows());
            table = table.squeezed((from, to) -> blocks.copy(from, dense, to));
            blocks = dense;
        }
    }

    /** Visits the rows of a range in order, in pieces of at most {@code most} rows. */
    void visit(int from, int to, int most, RowBlocks.RowsVisitor visitor) {
        blocks.visit(from, to, most, visitor);
    }

    @Override
    public long memoryBytes() {
        return blocks.memoryBytes() + table.memoryBytes();
    }
}
