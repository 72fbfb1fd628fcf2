package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Search over codes in three steps, each over fewer rows with more of each: signs of all rows,
 * bytes of the {@link #ranked} nearest, stored float32 of the {@link #checked} best. Scores come
 * from the last step and are the exact search's. One for all workspaces.
 */
final class CodeSearch {
    private static final int PIECE = 256;
    private static final int ROWS_PER_THREAD = 65_536;

    /** Found by measuring, see docs/vectors.md: recall falls slowly with the number of rows. */
    private static final int RANKED_MIN = 3_000;

    private static final int ROWS_PER_RANKED = 350;
    private static final int RANKED_PER_MATCH = 75;
    private static final int WARM_UP_ROUNDS = 20_000;

    private final ScanThreads threads;
    private final DotKernel exact = new ScalarKernel();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile ByteKernel kernel = new ByteKernel.Scalar();

    CodeSearch(ScanThreads threads) {
        this.threads = threads;
    }

    /** The stored embeddings of some rows. */
    @FunctionalInterface
    interface StoredEmbeddings {
        /** Visits those that are there. */
        void read(int[] rows, EmbeddingVisitor visitor);
    }

    /** Told of a row and its embedding, not normalised. */
    @FunctionalInterface
    interface EmbeddingVisitor {
        void embedding(int row, float[] embedding);
    }

    /** Call when an index is about to be loaded: compiles the kernel meanwhile. */
    void prepare() {
        if (!asked.getAndSet(true)) {
            threads.submit(() -> SimdByteKernel.find().ifPresent(this::warmUp));
        }
    }

    private void warmUp(ByteKernel simd) {
        float[] query = new float[16 * ByteKernel.LANES];
        MemorySegment row = MemorySegment.ofArray(new long[query.length / Long.BYTES]);
        float sum = 0;
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            sum += simd.product(row, 0, query);
        }
        if (sum == 0) {
            kernel = simd;
        }
    }

    /** Rows whose bytes are read for a search. */
    static int ranked(int rows, int topK) {
        return Math.max(Math.max(RANKED_MIN, rows / ROWS_PER_RANKED), topK * RANKED_PER_MATCH);
    }

    /** Rows whose stored embeddings are read. */
    static int checked(int topK) {
        return Math.max(64, topK * 3 / 2);
    }

    /**
     * The best live rows, best first; not always all of them.
     *
     * @param unit a normalised query
     * @param allowed rows to consider; empty for all
     */
    List<TopMatches.Match> search(
            CodedVectors vectors,
            float[] unit,
            int topK,
            double minScore,
            Optional<BitSet> allowed,
            StoredEmbeddings stored) {
        RowTable table = vectors.table();
        long[] signs = vectors.signs(unit);
        float[] padded = Arrays.copyOf(unit, vectors.byteStride());
        int wanted = ranked(table.rows(), topK);
        List<TopMatches> parts =
                threads.split(
                        table.rows(),
                        ROWS_PER_THREAD,
                        (from, to) -> {
                            int share = share(wanted, to - from, table.rows());
                            NearestCodes nearest =
                                    nearest(vectors, signs, from, to, share, allowed);
                            return rank(vectors, padded, nearest, checked(topK));
                        });
        TopMatches best = parts.getFirst();
        parts.subList(1, parts.size()).forEach(best::addAll);
        return exact(best, unit, new TopMatches(topK, table.rows(), minScore), stored);
    }

    /** Somewhat more than its part, since neighbours are not spread evenly over the rows. */
    private static int share(int wanted, int rows, int allRows) {
        return rows == allRows ? wanted : (int) Math.min(wanted, 1.2 * wanted * rows / allRows + 1);
    }

    private TopMatches rank(
            CodedVectors vectors, float[] query, NearestCodes nearest, int checked) {
        RowTable table = vectors.table();
        TopMatches best = new TopMatches(checked, table.rows(), -Float.MAX_VALUE);
        ByteKernel current = kernel;
        nearest.forEachRow(
                row -> {
                    if (table.isLive(row)) {
                        best.offer(row, product(vectors, row, query, current));
                    }
                });
        return best;
    }

    private static float product(CodedVectors vectors, int row, float[] query, ByteKernel kernel) {
        float[] score = new float[1];
        vectors.bytes()
                .visit(
                        row,
                        (memory, offset) ->
                                score[0] =
                                        kernel.product(memory, offset, query)
                                                * memory.get(
                                                        ValueLayout.JAVA_FLOAT_UNALIGNED,
                                                        offset + query.length));
        return score[0];
    }

    private List<TopMatches.Match> exact(
            TopMatches candidates, float[] unit, TopMatches best, StoredEmbeddings stored) {
        int[] rows = candidates.rows();
        int stride = (unit.length + DotKernel.LANES - 1) / DotKernel.LANES * DotKernel.LANES;
        float[] query = Arrays.copyOf(unit, stride);
        float[] score = new float[1];
        stored.read(
                rows,
                (row, embedding) -> {
                    float[] padded = Arrays.copyOf(Float32.normalised(embedding), stride);
                    exact.products(MemorySegment.ofArray(padded), 0, query, 1, score);
                    best.offer(row, score[0]);
                });
        return best.bestFirst();
    }

    private static NearestCodes nearest(
            CodedVectors vectors,
            long[] query,
            int from,
            int to,
            int wanted,
            Optional<BitSet> allowed) {
        NearestCodes nearest = new NearestCodes(wanted, vectors.dimension());
        RowRanges.visit(
                allowed, from, to, (first, end) -> distances(vectors, query, first, end, nearest));
        return nearest;
    }

    private static void distances(
            CodedVectors vectors, long[] query, int from, int to, NearestCodes nearest) {
        short[] distances = new short[PIECE];
        long[] words = new long[PIECE * query.length];
        vectors.signs()
                .visit(
                        from,
                        to,
                        PIECE,
                        (memory, offset, firstRow, count) -> {
                            MemorySegment.copy(
                                    memory,
                                    ValueLayout.JAVA_LONG,
                                    offset,
                                    words,
                                    0,
                                    count * query.length);
                            SignKernel.distances(words, query, count, distances);
                            int bar = nearest.bar();
                            for (int i = 0; i < count; i++) {
                                if (distances[i] < bar) {
                                    nearest.offer(firstRow + i, distances[i]);
                                    bar = nearest.bar();
                                }
                            }
                        });
    }
}
