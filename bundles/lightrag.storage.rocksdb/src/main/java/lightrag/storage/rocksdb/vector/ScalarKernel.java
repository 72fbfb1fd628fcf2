package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** For virtual machines without the vector module, and until the other kernel is compiled. */
final class ScalarKernel implements DotKernel {

    @Override
    public void products(
            MemorySegment rows, long offset, float[] query, int count, float[] scores) {
        float[] sums = new float[LANES];
        float[] eight = new float[8];
        for (int row = 0; row < count; row++) {
            long base = offset + (long) row * query.length * Float.BYTES;
            Arrays.fill(sums, 0);
            for (int i = 0; i < query.length; i += LANES) {
                for (int lane = 0; lane < LANES; lane++) {
                    float element =
                            rows.get(
                                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                                    base + (long) (i + lane) * Float.BYTES);
                    sums[lane] = Math.fma(element, query[i + lane], sums[lane]);
                }
            }
            for (int lane = 0; lane < 8; lane++) {
                eight[lane] = (sums[lane] + sums[lane + 8]) + (sums[lane + 16] + sums[lane + 24]);
            }
            scores[row] = DotKernel.total(eight);
        }
    }
}
