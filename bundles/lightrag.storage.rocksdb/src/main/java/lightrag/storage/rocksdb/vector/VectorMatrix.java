package lightrag.storage.rocksdb.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Normalised embeddings outside the heap, in insertion order, zero-padded to whole {@link
 * DotKernel#LANES}. A changed embedding keeps its place; a deleted one leaves a dead row until
 * enough of them are there to be squeezed out. Memory is freed with the matrix by the collector.
 * Not thread-safe; the workspace's locks guard it.
 */
final class VectorMatrix {
    private static final int FIRST_ROWS = 16;
    private static final int BLOCK_ROWS_MAX = 8192;

    /** Fewer dead rows than this are never worth a copy. */
    private static final int DEAD_MIN = 256;

    private final int dimension;
    private final int stride;
    private List<Block> blocks = new ArrayList<>();
    private int[] slots;
    private int rows;
    private BitSet dead = new BitSet();

    /**
     * @param start its first row
     * @param capacity in rows
     */
    private record Block(MemorySegment memory, int start, int capacity) {
        int end() {
            return start + capacity;
        }
    }

    /** Sees rows that lie one behind the other. */
    @FunctionalInterface
    interface RowsVisitor {
        void rows(MemorySegment memory, long offset, int firstRow, int count);
    }

    VectorMatrix(int dimension, int expectedRows) {
        this.dimension = dimension;
        this.stride = (dimension + DotKernel.LANES - 1) / DotKernel.LANES * DotKernel.LANES;
        this.slots = new int[Math.max(FIRST_ROWS, expectedRows)];
        if (expectedRows > 0) {
            addBlock(expectedRows);
        }
    }

    int dimension() {
        return dimension;
    }

    /** Elements of a row with its padding. */
    int stride() {
        return stride;
    }

    /** Live and dead ones. */
    int rows() {
        return rows;
    }

    boolean isLive(int row) {
        return !dead.get(row);
    }

    int slot(int row) {
        return slots[row];
    }

    /** Adds a row at the end, or replaces the embedding of a slot that is there. */
    void put(int slot, float[] embedding) {
        int row = rows == 0 || slot > slots[rows - 1] ? append(slot) : row(slot);
        float[] unit = Float32.normalised(embedding);
        Block block = block(row);
        MemorySegment.copy(
                unit, 0, block.memory(), ValueLayout.JAVA_FLOAT, offset(block, row), dimension);
    }

    private int append(int slot) {
        if (rows == slots.length) {
            slots = Arrays.copyOf(slots, rows * 2);
        }
        if (blocks.isEmpty() || blocks.getLast().end() == rows) {
            addBlock(Math.clamp(rows, FIRST_ROWS, BLOCK_ROWS_MAX));
        }
        slots[rows] = slot;
        return rows++;
    }

    private void addBlock(int capacity) {
        int start = blocks.isEmpty() ? 0 : blocks.getLast().end();
        MemorySegment memory = Arena.ofAuto().allocate((long) capacity * stride * Float.BYTES, 64);
        blocks.add(new Block(memory, start, capacity));
    }

    void remove(int slot) {
        dead.set(row(slot));
        if (dead.cardinality() > Math.max(DEAD_MIN, rows / 4)) {
            squeeze();
        }
    }

    private int row(int slot) {
        int row = Arrays.binarySearch(slots, 0, rows, slot);
        if (row < 0) {
            throw new IllegalStateException("No row has slot " + slot + ".");
        }
        return row;
    }

    private void squeeze() {
        VectorMatrix dense = new VectorMatrix(dimension, rows - dead.cardinality());
        for (int row = dead.nextClearBit(0); row < rows; row = dead.nextClearBit(row + 1)) {
            int to = dense.append(slots[row]);
            Block target = dense.block(to);
            Block source = block(row);
            MemorySegment.copy(
                    source.memory(),
                    offset(source, row),
                    target.memory(),
                    dense.offset(target, to),
                    (long) stride * Float.BYTES);
        }
        blocks = dense.blocks;
        slots = dense.slots;
        rows = dense.rows;
        dead = dense.dead;
    }

    /** Visits the rows of a range in order, in pieces of at most {@code most} rows. */
    void visit(int from, int to, int most, RowsVisitor visitor) {
        int row = from;
        while (row < to) {
            Block block = block(row);
            int count = Math.min(Math.min(to, block.end()) - row, most);
            visitor.rows(block.memory(), offset(block, row), row, count);
            row += count;
        }
    }

    private Block block(int row) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (row < blocks.get(middle).end()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return blocks.get(low);
    }

    private long offset(Block block, int row) {
        return (long) (row - block.start()) * stride * Float.BYTES;
    }

    /** Bytes outside and on the heap. */
    long memoryBytes() {
        long capacity = blocks.isEmpty() ? 0 : blocks.getLast().end();
        return capacity * stride * Float.BYTES + 4L * slots.length;
    }
}
