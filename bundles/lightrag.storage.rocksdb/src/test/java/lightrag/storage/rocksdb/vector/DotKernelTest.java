package lightrag.storage.rocksdb.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DotKernelTest {
    private static final int STRIDE = 384;
    private static final int ROWS = 50;

    private final Random random = new Random(11);

    private float[] floats(int length) {
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return floats;
    }

    @Test
    void kernelsGiveTheSameBits() {
        Optional<DotKernel> simd = SimdKernel.find();
        assumeThat(simd).isPresent();
        float[] rows = floats(ROWS * STRIDE);
        float[] query = floats(STRIDE);
        float[] expected = new float[ROWS];
        float[] actual = new float[ROWS];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_FLOAT, rows);
            new ScalarKernel().products(memory, 0, query, ROWS, expected);
            simd.get().products(memory, 0, query, ROWS, actual);
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void productsAreRightAndOffsetsHonoured() {
        float[] rows = floats(3 * STRIDE);
        float[] query = floats(STRIDE);
        double exact = 0;
        for (int i = 0; i < STRIDE; i++) {
            exact += (double) rows[STRIDE + i] * query[i];
        }
        float[] scores = new float[1];
        new ScalarKernel()
                .products(MemorySegment.ofArray(rows), STRIDE * Float.BYTES, query, 1, scores);
        assertThat((double) scores[0]).isCloseTo(exact, within(1e-4));
    }
}
