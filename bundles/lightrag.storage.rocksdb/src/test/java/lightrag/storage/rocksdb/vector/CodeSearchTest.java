package lightrag.storage.rocksdb.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten thousand embeddings that all lean one way, as most models' do; 3,000 are ranked. */
final class CodeSearchTest {
    private static final int DIMENSION = 96;
    private static final int ROWS = 10_000;
    private static final int TOP = 40;

    private final ScanThreads threads = new ScanThreads();
    private final VectorScan exact = new VectorScan(threads);
    private final CodeSearch codes = new CodeSearch(threads);
    private final VectorMatrix matrix = new VectorMatrix(DIMENSION, 100);
    private final float[][] stored = new float[ROWS][];
    private final CodedVectors coded = new CodedVectors(common(0.87f), 100);

    private static float[] common(float length) {
        float[] common = new float[DIMENSION];
        Arrays.fill(common, (float) (length / Math.sqrt(DIMENSION)));
        return common;
    }

    @BeforeEach
    void fill() {
        Random random = new Random(5);
        for (int slot = 0; slot < ROWS; slot++) {
            put(slot, embedding(random));
        }
    }

    @AfterEach
    void close() {
        threads.close();
    }

    private void put(int slot, float[] embedding) {
        stored[slot] = embedding;
        matrix.put(slot, embedding);
        coded.put(slot, embedding);
    }

    private void remove(int slot) {
        matrix.remove(slot);
        coded.remove(slot);
    }

    private static float[] embedding(Random random) {
        float[] embedding = common(1.5f);
        Random topic = new Random(random.nextInt(50));
        for (int i = 0; i < DIMENSION; i++) {
            double noise = topic.nextGaussian() + random.nextGaussian();
            embedding[i] += (float) (noise / Math.sqrt(DIMENSION + 3.0 * i));
        }
        return embedding;
    }

    private double recall(Optional<BitSet> allowed, double minScore) {
        Random random = new Random(6);
        int found = 0;
        int wanted = 0;
        for (int i = 0; i < 20; i++) {
            float[] query = Float32.normalised(embedding(random));
            List<TopMatches.Match> best = exact.search(matrix, query, TOP, minScore, allowed);
            List<TopMatches.Match> near =
                    codes.search(
                            coded,
                            query,
                            TOP,
                            minScore,
                            allowed,
                            (rows, visitor) -> {
                                for (int row : rows) {
                                    visitor.embedding(row, stored[coded.table().slot(row)]);
                                }
                            });
            assertThat(near).isSorted().hasSameSizeAs(best);
            wanted += best.size();
            found += (int) near.stream().filter(best::contains).count();
        }
        return (double) found / wanted;
    }

    /** A match is the same row with the same bits of its score. */
    @Test
    void findsNearlyAllWithTheExactScores() {
        assertThat(recall(Optional.empty(), -1)).isBetween(0.97, 1.0);
    }

    @Test
    void fewAllowedRowsAreAllFound() {
        BitSet allowed = new BitSet();
        for (int row = 0; row < ROWS; row += 7) {
            allowed.set(row);
        }
        assertThat(recall(Optional.of(allowed), -1)).isEqualTo(1.0);
    }

    @Test
    void followsChangesAndDeletes() {
        Random random = new Random(7);
        for (int slot = 0; slot < ROWS; slot += 2) {
            put(slot, embedding(random));
        }
        for (int slot = 0; slot < ROWS; slot += 3) {
            remove(slot);
        }
        assertThat(coded.table().rows()).isLessThan(ROWS).isEqualTo(matrix.table().rows());
        assertThat(recall(Optional.empty(), -1)).isBetween(0.97, 1.0);
    }

    @Test
    void theMinimumIsAppliedToExactScores() {
        assertThat(recall(Optional.empty(), 0.75)).isBetween(0.97, 1.0);
    }

    @Test
    void theVectorisedKernelGivesWhatTheOtherGives() {
        Random random = new Random(8);
        byte[] row = new byte[ByteKernel.LANES * 3];
        random.nextBytes(row);
        float[] query = new float[row.length];
        for (int i = 0; i < query.length; i++) {
            query[i] = random.nextFloat() - 0.5f;
        }
        var memory = MemorySegment.ofArray(row);
        float expected = new ByteKernel.Scalar().product(memory, 0, query);
        SimdByteKernel.find()
                .ifPresent(
                        simd ->
                                assertThat(simd.product(memory, 0, query))
                                        .isCloseTo(expected, offset(0.01f)));
    }
}
