package lightrag.storage.rocksdb.vector;

/** Counts in how many signs rows differ from a query. */
final class SignKernel {

    /** Words handled without a loop: 384 elements. */
    private static final int STEP = 6;

    private SignKernel() {}

    /**
     * @param rows one behind the other. An array, not the memory they come from: the compiler takes
     *     the bounds checks of an array out of the loop
     * @param query as many words as a row has
     * @param count of rows
     * @param distances receives one number a row
     */
    static void distances(long[] rows, long[] query, int count, short[] distances) {
        if (query.length == STEP) {
            distancesOfSixWords(rows, query, count, distances);
            return;
        }
        int at = 0;
        for (int row = 0; row < count; row++) {
            int distance = 0;
            for (long word : query) {
                distance += Long.bitCount(rows[at++] ^ word);
            }
            distances[row] = (short) distance;
        }
    }

    /** The inner loop by hand, three times as fast: the compiler does not unroll it reliably. */
    private static void distancesOfSixWords(
            long[] rows, long[] query, int count, short[] distances) {
        long a = query[0];
        long b = query[1];
        long c = query[2];
        long d = query[3];
        long e = query[4];
        long f = query[5];
        for (int row = 0; row < count; row++) {
            int at = row * STEP;
            int first =
                    Long.bitCount(rows[at] ^ a)
                            + Long.bitCount(rows[at + 1] ^ b)
                            + Long.bitCount(rows[at + 2] ^ c);
            int second =
                    Long.bitCount(rows[at + 3] ^ d)
                            + Long.bitCount(rows[at + 4] ^ e)
                            + Long.bitCount(rows[at + 5] ^ f);
            distances[row] = (short) (first + second);
        }
    }
}
