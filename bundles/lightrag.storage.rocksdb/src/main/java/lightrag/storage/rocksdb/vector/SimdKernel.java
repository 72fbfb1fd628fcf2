package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Four registers of eight floats: the 32 running sums of {@link DotKernel}. */
final class SimdKernel implements DotKernel {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final long REGISTER = 8L * Float.BYTES;

    private SimdKernel() {}

    /** Empty where the module is not there or the processor has narrower registers. */
    static Optional<DotKernel> find() {
        try {
            return FloatVector.SPECIES_PREFERRED.length() >= EIGHT.length()
                    ? Optional.of(new SimdKernel())
                    : Optional.empty();
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public void products(
            MemorySegment rows, long offset, float[] query, int count, float[] scores) {
        float[] eight = new float[8];
        long length = (long) query.length * Float.BYTES;
        for (int row = 0; row < count; row++) {
            sums(rows, offset + row * length, query).intoArray(eight, 0);
            scores[row] = DotKernel.total(eight);
        }
    }

    private static FloatVector sums(MemorySegment rows, long base, float[] query) {
        ByteOrder order = ByteOrder.nativeOrder();
        FloatVector a = FloatVector.zero(EIGHT);
        FloatVector b = FloatVector.zero(EIGHT);
        FloatVector c = FloatVector.zero(EIGHT);
        FloatVector d = FloatVector.zero(EIGHT);
        for (int i = 0; i < query.length; i += LANES) {
            long at = base + (long) i * Float.BYTES;
            a =
                    FloatVector.fromMemorySegment(EIGHT, rows, at, order)
                            .fma(FloatVector.fromArray(EIGHT, query, i), a);
            b =
                    FloatVector.fromMemorySegment(EIGHT, rows, at + REGISTER, order)
                            .fma(FloatVector.fromArray(EIGHT, query, i + 8), b);
            c =
                    FloatVector.fromMemorySegment(EIGHT, rows, at + 2 * REGISTER, order)
                            .fma(FloatVector.fromArray(EIGHT, query, i + 16), c);
            d =
                    FloatVector.fromMemorySegment(EIGHT, rows, at + 3 * REGISTER, order)
                            .fma(FloatVector.fromArray(EIGHT, query, i + 24), d);
        }
        return a.add(b).add(c.add(d));
    }
}
