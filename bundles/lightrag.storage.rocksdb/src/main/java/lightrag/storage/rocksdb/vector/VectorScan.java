package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Exact search: every row's inner product. Large matrices are scanned by several threads. Begins
 * with the scalar kernel and changes to the vectorised one, which gives the same bits, once that
 * has been compiled: interpreted, it is a thousand times slower.
 */
final class VectorScan {
    /** Rows for which another thread is worth waking, about 2 ms of work. */
    private static final int ROWS_PER_THREAD = 16_384;

    private static final int PIECE = 256;
    private static final int WARM_UP_ROUNDS = 600;

    private final ScanThreads threads;
    private volatile DotKernel kernel = new ScalarKernel();

    VectorScan(ScanThreads threads) {
        this.threads = threads;
        threads.submit(() -> SimdKernel.find().ifPresent(this::warmUp));
    }

    private void warmUp(DotKernel simd) {
        float[] query = new float[16 * DotKernel.LANES];
        MemorySegment rows = MemorySegment.ofArray(new long[8 * PIECE * DotKernel.LANES]);
        float[] scores = new float[PIECE];
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            simd.products(rows, 0, query, 16, scores);
        }
        kernel = simd;
    }

    /** Whether the vectorised kernel is in use. */
    boolean isVectorised() {
        return kernel instanceof SimdKernel;
    }

    /**
     * The best live rows, best first.
     *
     * @param unit a normalised query
     * @param allowed rows to consider; empty for all
     */
    List<TopMatches.Match> search(
            VectorMatrix matrix,
            float[] unit,
            int topK,
            double minScore,
            Optional<BitSet> allowed) {
        float[] query = Arrays.copyOf(unit, matrix.stride());
        List<TopMatches> parts =
                threads.split(
                        matrix.table().rows(),
                        ROWS_PER_THREAD,
                        (from, to) -> scan(matrix, query, from, to, topK, minScore, allowed));
        TopMatches best = parts.getFirst();
        parts.subList(1, parts.size()).forEach(best::addAll);
        return best.bestFirst();
    }

    private TopMatches scan(
            VectorMatrix matrix,
            float[] query,
            int from,
            int to,
            int topK,
            double minScore,
            Optional<BitSet> allowed) {
        RowTable table = matrix.table();
        TopMatches top = new TopMatches(topK, table.rows(), minScore);
        float[] scores = new float[PIECE];
        DotKernel current = kernel;
        RowBlocks.RowsVisitor visitor =
                (memory, offset, firstRow, count) -> {
                    current.products(memory, offset, query, count, scores);
                    collect(table, firstRow, count, scores, top);
                };
        RowRanges.visit(
                allowed, from, to, (first, end) -> matrix.visit(first, end, PIECE, visitor));
        return top;
    }

    private static void collect(
            RowTable table, int firstRow, int count, float[] scores, TopMatches top) {
        float bar = top.bar();
        for (int i = 0; i < count; i++) {
            if (scores[i] >= bar && table.isLive(firstRow + i)) {
                top.offer(firstRow + i, scores[i]);
                bar = top.bar();
            }
        }
    }
}
