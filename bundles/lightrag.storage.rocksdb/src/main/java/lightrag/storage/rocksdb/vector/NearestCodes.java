package lightrag.storage.rocksdb.vector;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The rows whose codes differ least, about {@code wanted} of them, in the order they came in. Twice
 * as many are collected before the worse half goes, so most rows cost one comparison.
 */
final class NearestCodes {
    private final int wanted;
    private final int[] rows;
    private final short[] distances;
    private final int[] histogram;
    private int size;
    private int bar = Short.MAX_VALUE;

    /**
     * @param distanceMax none is larger
     */
    NearestCodes(int wanted, int distanceMax) {
        this.wanted = wanted;
        this.rows = new int[2 * wanted];
        this.distances = new short[2 * wanted];
        this.histogram = new int[distanceMax + 1];
    }

    /** Rows at this distance or above can't get in. */
    int bar() {
        return bar;
    }

    void offer(int row, short distance) {
        if (distance >= bar) {
            return;
        }
        rows[size] = row;
        distances[size++] = distance;
        if (size == rows.length) {
            keepNearest();
        }
    }

    /** Leaves exactly the wanted number; of those at the largest distance the first. */
    private void keepNearest() {
        if (size <= wanted) {
            return;
        }
        Arrays.fill(histogram, 0);
        for (int i = 0; i < size; i++) {
            histogram[distances[i]]++;
        }
        int last = 0;
        int below = 0;
        while (below + histogram[last] < wanted) {
            below += histogram[last++];
        }
        int atLast = wanted - below;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (distances[i] < last || (distances[i] == last && atLast-- > 0)) {
                rows[kept] = rows[i];
                distances[kept++] = distances[i];
            }
        }
        size = kept;
        bar = last;
    }

    /** In the order in which they came in. */
    void forEachRow(IntConsumer visitor) {
        keepNearest();
        for (int i = 0; i < size; i++) {
            visitor.accept(rows[i]);
        }
    }
}
