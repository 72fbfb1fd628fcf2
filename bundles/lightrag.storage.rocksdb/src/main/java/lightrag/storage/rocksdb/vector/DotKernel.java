package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;

/**
 * Inner products of a query with rows of float32. Every kernel adds in the same order, so that all
 * of them give the same bits: 32 running sums, sum {@code j} over the elements {@code j, j + 32, …}
 * by fused multiply-add; then sums 8 apart in pairs; then the eight that are left by halves.
 */
interface DotKernel {

    /** Rows are padded with zeros to a multiple of this many elements. */
    int LANES = 32;

    /**
     * @param rows native byte order
     * @param offset of the first row, bytes
     * @param query as long as a row with its padding
     * @param count of rows, one behind the other
     * @param scores receives one product a row
     */
    void products(MemorySegment rows, long offset, float[] query, int count, float[] scores);

    /** The eight running sums that are left, in the fixed order. */
    static float total(float[] s) {
        return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
    }
}
