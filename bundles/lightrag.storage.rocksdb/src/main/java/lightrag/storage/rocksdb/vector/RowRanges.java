package lightrag.storage.rocksdb.vector;

import java.util.BitSet;
import java.util.Optional;

/** Ranges of rows that a search looks at. */
final class RowRanges {

    private RowRanges() {}

    /** Told of a range. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param to behind the last row
         */
        void range(int from, int to);
    }

    /**
     * The whole range, or the runs of allowed rows in it.
     *
     * @param allowed empty for all
     */
    static void visit(Optional<BitSet> allowed, int from, int to, Visitor visitor) {
        if (allowed.isEmpty()) {
            visitor.range(from, to);
            return;
        }
        BitSet rows = allowed.get();
        int row = rows.nextSetBit(from);
        while (row >= 0 && row < to) {
            int end = Math.min(rows.nextClearBit(row), to);
            visitor.range(row, end);
            row = rows.nextSetBit(end);
        }
    }
}
