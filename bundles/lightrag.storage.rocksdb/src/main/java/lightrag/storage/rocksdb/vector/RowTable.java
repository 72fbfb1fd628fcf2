package lightrag.storage.rocksdb.vector;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which slot each row of an index holds. Rows are in the order of their slots, which is insertion
 * order; a deleted one stays as a dead row until enough of them are there to be squeezed out.
 */
final class RowTable {
    private static final int FIRST_ROWS = 16;

    /** Fewer dead rows than this are never worth a copy. */
    private static final int DEAD_MIN = 256;

    private final BitSet dead = new BitSet();
    private int[] slots;
    private int rows;

    RowTable(int expectedRows) {
        slots = new int[Math.max(FIRST_ROWS, expectedRows)];
    }

    /** Live and dead ones. */
    int rows() {
        return rows;
    }

    int liveRows() {
        return rows - dead.cardinality();
    }

    boolean isLive(int row) {
        return !dead.get(row);
    }

    int slot(int row) {
        return slots[row];
    }

    /** The row of a slot that is there, or a new one at the end for a slot behind all others. */
    int rowToWrite(int slot) {
        return rows == 0 || slot > slots[rows - 1] ? append(slot) : row(slot);
    }

    private int append(int slot) {
        if (rows == slots.length) {
            slots = Arrays.copyOf(slots, rows * 2);
        }
        slots[rows] = slot;
        return rows++;
    }

    /** Whether so many rows are dead that a copy without them is worth its cost. */
    boolean remove(int slot) {
        dead.set(row(slot));
        return dead.cardinality() > Math.max(DEAD_MIN, rows / 4);
    }

    private int row(int slot) {
        int row = Arrays.binarySearch(slots, 0, rows, slot);
        if (row < 0) {
            throw new IllegalStateException("No row has slot " + slot + ".");
        }
        return row;
    }

    /** Told of the place a row leaves and of the one it comes to. */
    @FunctionalInterface
    interface Move {
        void move(int from, int to);
    }

    /** The live rows alone. */
    RowTable squeezed(Move move) {
        RowTable dense = new RowTable(liveRows());
        for (int row = dead.nextClearBit(0); row < rows; row = dead.nextClearBit(row + 1)) {
            move.move(row, dense.append(slots[row]));
        }
        return dense;
    }

    long memoryBytes() {
        return 4L * slots.length + dead.size() / 8;
    }
}
