package lightrag.storage.rocksdb.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VectorScanTest {
    private static final int DIMENSION = 20;
    private static final int ROWS = 70_000;

    private final ScanThreads threads = new ScanThreads();
    private final VectorScan scan = new VectorScan(threads);

    @AfterEach
    void close() {
        threads.close();
    }

    /** Enough rows for several threads; values on a grid, so that many scores are equal. */
    @Test
    void largeMatricesGiveWhatOneThreadWould() {
        Random random = new Random(3);
        VectorMatrix matrix = new VectorMatrix(DIMENSION, 100);
        for (int row = 0; row < ROWS; row++) {
            float[] embedding = new float[DIMENSION];
            for (int i = 0; i < 3; i++) {
                embedding[random.nextInt(4)] = 1 + random.nextInt(2);
            }
            matrix.put(row, embedding);
        }
        for (int row = 0; row < 1000; row++) {
            matrix.remove(row * 7);
        }
        float[] query =
                Float32.normalised(
                        new float[] {1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        TopMatches expected = new TopMatches(200, ROWS, 0.1);
        float[] scores = new float[1];
        float[] padded = Arrays.copyOf(query, matrix.stride());
        matrix.visit(
                0,
                matrix.table().rows(),
                1,
                (memory, offset, row, count) -> {
                    new ScalarKernel().products(memory, offset, padded, 1, scores);
                    if (matrix.table().isLive(row)) {
                        expected.offer(row, scores[0]);
                    }
                });
        List<TopMatches.Match> found = scan.search(matrix, query, 200, 0.1, Optional.empty());
        assertThat(found).hasSize(200).isEqualTo(expected.bestFirst());
    }

    private static float[] direction(int number) {
        double angle = number * 0.003;
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    @Test
    void deadRowsAreSqueezedOut() {
        VectorMatrix matrix = new VectorMatrix(2, 0);
        for (int slot = 0; slot < 1000; slot++) {
            matrix.put(slot * 2, direction(slot));
        }
        for (int slot = 0; slot < 600; slot++) {
            matrix.remove(slot * 2);
        }
        assertThat(matrix.table().rows()).isLessThan(800);
        List<TopMatches.Match> best = scan.search(matrix, direction(700), 1, -1, Optional.empty());
        assertThat(matrix.table().slot(best.getFirst().row())).isEqualTo(1400);
    }
}
