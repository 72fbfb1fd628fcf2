package lightrag.storage.rocksdb.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of equal length outside the heap, in blocks so that growing copies nothing. Memory is freed
 * with the object by the collector.
 */
final class RowBlocks {
    private static final int FIRST_ROWS = 16;
    private static final int BLOCK_ROWS_MAX = 8192;

    private final int rowBytes;
    private final List<Block> blocks = new ArrayList<>();

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

    /** Sees one row. */
    @FunctionalInterface
    interface RowVisitor {
        void row(MemorySegment memory, long offset);
    }

    RowBlocks(int rowBytes, int expectedRows) {
        this.rowBytes = rowBytes;
        if (expectedRows > 0) {
            addBlock(expectedRows);
        }
    }

    int capacity() {
        return blocks.isEmpty() ? 0 : blocks.getLast().end();
    }

    /** Makes room for a row directly behind the last. */
    void reserve(int row) {
        if (row == capacity()) {
            addBlock(Math.clamp(row, FIRST_ROWS, BLOCK_ROWS_MAX));
        }
    }

    private void addBlock(int capacity) {
        MemorySegment memory = Arena.ofAuto().allocate((long) capacity * rowBytes, 64);
        blocks.add(new Block(memory, capacity(), capacity));
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

    void visit(int row, RowVisitor visitor) {
        Block block = block(row);
        visitor.row(block.memory(), offset(block, row));
    }

    void copy(int row, RowBlocks target, int targetRow) {
        visit(
                row,
                (source, from) ->
                        target.visit(
                                targetRow,
                                (memory, to) ->
                                        MemorySegment.copy(source, from, memory, to, rowBytes)));
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
        return (long) (row - block.start()) * rowBytes;
    }

    /** Bytes outside the heap. */
    long memoryBytes() {
        return (long) capacity() * rowBytes;
    }
}
