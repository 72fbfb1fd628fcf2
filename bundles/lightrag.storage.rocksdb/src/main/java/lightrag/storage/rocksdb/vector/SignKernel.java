package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Counts in how many signs rows differ from a query. */
final class SignKernel {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

    /** Words handled without a loop: 384 elements. */
    private static final int STEP = 6;

    private SignKernel() {}

    /**
     * @param offset of the first row, bytes
     * @param query as many words as a row has
     * @param count of rows, one behind the other
     * @param distances receives one number a row
     */
    static void distances(
            MemorySegment rows, long offset, long[] query, int count, short[] distances) {
        if (query.length == STEP) {
            distancesOfSixWords(rows, offset, query, count, distances);
            return;
        }
        long at = offset;
        for (int row = 0; row < count; row++) {
            int distance = 0;
            for (long word : query) {
                distance += Long.bitCount(rows.get(WORD, at) ^ word);
                at += Long.BYTES;
            }
            distances[row] = (short) distance;
        }
    }

    /** The inner loop by hand, three times as fast: the compiler does not unroll it reliably. */
    private static void distancesOfSixWords(
            MemorySegment rows, long offset, long[] query, int count, short[] distances) {
        long a = query[0];
        long b = query[1];
        long c = query[2];
        long d = query[3];
        long e = query[4];
        long f = query[5];
        for (int row = 0; row < count; row++) {
            long at = offset + (long) row * STEP * Long.BYTES;
            int first =
                    Long.bitCount(rows.get(WORD, at) ^ a)
                            + Long.bitCount(rows.get(WORD, at + 8) ^ b)
                            + Long.bitCount(rows.get(WORD, at + 16) ^ c);
            int second =
                    Long.bitCount(rows.get(WORD, at + 24) ^ d)
                            + Long.bitCount(rows.get(WORD, at + 32) ^ e)
                            + Long.bitCount(rows.get(WORD, at + 40) ^ f);
            distances[row] = (short) (first + second);
        }
    }
}
