package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Inner products of a float32 query with rows of bytes; two kernels may round differently. */
sealed interface ByteKernel permits ByteKernel.Scalar, SimdByteKernel {

    /** Rows are padded with zeros to a multiple of this many elements. */
    int LANES = 32;

    /**
     * @param offset of the row, bytes
     * @param query as long as a row with its padding
     */
    float product(MemorySegment row, long offset, float[] query);

    /** For virtual machines without the vector module. */
    record Scalar() implements ByteKernel {
        @Override
        public float product(MemorySegment row, long offset, float[] query) {
            float sum = 0;
            for (int i = 0; i < query.length; i++) {
                sum += row.get(ValueLayout.JAVA_BYTE, offset + i) * query[i];
            }
            return sum;
        }
    }
}
