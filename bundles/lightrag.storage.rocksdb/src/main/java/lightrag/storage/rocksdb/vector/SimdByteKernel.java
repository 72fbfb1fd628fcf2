package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Optional;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Eight bytes become eight floats at a time, in four running sums. */
record SimdByteKernel() implements ByteKernel {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;

    /** Empty where the module is not there or the processor has narrower registers. */
    static Optional<ByteKernel> find() {
        try {
            return FloatVector.SPECIES_PREFERRED.length() >= FLOATS.length()
                    ? Optional.of(new SimdByteKernel())
                    : Optional.empty();
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public float product(MemorySegment row, long offset, float[] query) {
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = FloatVector.zero(FLOATS);
        FloatVector c = FloatVector.zero(FLOATS);
        FloatVector d = FloatVector.zero(FLOATS);
        for (int i = 0; i < query.length; i += LANES) {
            a = floats(row, offset + i).fma(FloatVector.fromArray(FLOATS, query, i), a);
            b = floats(row, offset + i + 8).fma(FloatVector.fromArray(FLOATS, query, i + 8), b);
            c = floats(row, offset + i + 16).fma(FloatVector.fromArray(FLOATS, query, i + 16), c);
            d = floats(row, offset + i + 24).fma(FloatVector.fromArray(FLOATS, query, i + 24), d);
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    private static FloatVector floats(MemorySegment row, long offset) {
        return (FloatVector)
                ByteVector.fromMemorySegment(BYTES, row, offset, ByteOrder.nativeOrder())
                        .castShape(FLOATS, 0);
    }
}
