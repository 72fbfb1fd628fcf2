package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Exact search: every row's inner product. One for all workspaces. Large matrices are scanned by
 * several threads. Begins with the scalar kernel and changes to the vectorised one, which gives the
 * same bits, once that has been compiled: interpreted, it is a thousand times slower.
 */
public final class VectorScan {
    /** Rows for which another thread is worth waking, about 2 ms of work. */
    private static final int ROWS_PER_THREAD = 16_384;

    private static final int PIECE = 256;
    private static final int WARM_UP_ROUNDS = 600;

    private final ExecutorService threads;
    private final int parallelism;
    private volatile DotKernel kernel = new ScalarKernel();

    public VectorScan() {
        parallelism = Runtime.getRuntime().availableProcessors();
        threads =
                Executors.newFixedThreadPool(
                        parallelism, Thread.ofPlatform().name("vectors-", 0).daemon().factory());
        threads.execute(() -> SimdKernel.find().ifPresent(this::warmUp));
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
        int parts = Math.clamp(matrix.rows() / ROWS_PER_THREAD, 1, parallelism);
        int length = (matrix.rows() + parts - 1) / parts;
        List<CompletableFuture<TopMatches>> others = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            int from = part * length;
            int to = Math.min(from + length, matrix.rows());
            others.add(
                    CompletableFuture.supplyAsync(
                            () -> scan(matrix, query, from, to, topK, minScore, allowed), threads));
        }
        int end = Math.min(length, matrix.rows());
        TopMatches best = scan(matrix, query, 0, end, topK, minScore, allowed);
        others.forEach(other -> best.addAll(other.join()));
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
        TopMatches top = new TopMatches(topK, matrix.rows(), minScore);
        float[] scores = new float[PIECE];
        DotKernel current = kernel;
        VectorMatrix.RowsVisitor visitor =
                (memory, offset, firstRow, count) -> {
                    current.products(memory, offset, query, count, scores);
                    collect(matrix, firstRow, count, scores, top);
                };
        if (allowed.isEmpty()) {
            matrix.visit(from, to, PIECE, visitor);
        } else {
            visitRuns(matrix, allowed.get(), from, to, visitor);
        }
        return top;
    }

    /** Only the runs of allowed rows are touched. */
    private static void visitRuns(
            VectorMatrix matrix, BitSet allowed, int from, int to, VectorMatrix.RowsVisitor visit) {
        int row = allowed.nextSetBit(from);
        while (row >= 0 && row < to) {
            int end = Math.min(allowed.nextClearBit(row), to);
            matrix.visit(row, end, PIECE, visit);
            row = allowed.nextSetBit(end);
        }
    }

    private static void collect(
            VectorMatrix matrix, int firstRow, int count, float[] scores, TopMatches top) {
        float bar = top.bar();
        for (int i = 0; i < count; i++) {
            if (scores[i] >= bar && matrix.isLive(firstRow + i)) {
                top.offer(firstRow + i, scores[i]);
                bar = top.bar();
            }
        }
    }

    /** Call when no workspace is open any more. */
    public void close() {
        threads.shutdown();
    }
}
