package lightrag.storage.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import lightrag.spi.storage.VectorNamespace;

/**
 * Normalised embeddings of the namespaces that were searched, for the exact scan. Changed only by
 * the one writer, read only while there is none; loaded by whichever reader comes first.
 */
final class VectorMemory {

    /**
     * @param score cosine similarity
     */
    record Match(long seq, double score) {}

    // Of equal scores the later inserted comes first (rule DM-64).
    private static final Comparator<Match> WORST_FIRST =
            Comparator.comparingDouble(Match::score).thenComparingLong(Match::seq);

    private final Map<VectorNamespace, Vectors> loaded = new EnumMap<>(VectorNamespace.class);

    /** Unit vectors of one namespace in insertion order. */
    static final class Vectors {
        private final TreeMap<Long, float[]> units = new TreeMap<>();

        void put(long seq, float[] embedding) {
            units.put(seq, normalised(embedding));
        }

        void remove(long seq) {
            units.remove(seq);
        }

        void clear() {
            units.clear();
        }

        /** Best first. */
        List<Match> search(float[] embedding, int topK, double minScore, LongPredicate allowed) {
            float[] unit = normalised(embedding);
            PriorityQueue<Match> best = new PriorityQueue<>(WORST_FIRST);
            for (Map.Entry<Long, float[]> row : units.entrySet()) {
                Match match = new Match(row.getKey(), dot(unit, row.getValue()));
                if (match.score() >= minScore
                        && (best.size() < topK || WORST_FIRST.compare(match, best.element()) > 0)
                        && allowed.test(match.seq())) {
                    best.add(match);
                    if (best.size() > topK) {
                        best.remove();
                    }
                }
            }
            List<Match> matches = new ArrayList<>(best);
            matches.sort(WORST_FIRST.reversed());
            return matches;
        }
    }

    /** The vectors of a namespace, loaded when they are not there yet. */
    synchronized Vectors of(VectorNamespace namespace, Supplier<Vectors> loader) {
        return loaded.computeIfAbsent(namespace, any -> loader.get());
    }

    /** Where changes of a namespace go; nowhere while it is not loaded. */
    synchronized Consumer<Consumer<Vectors>> follow(VectorNamespace namespace) {
        Optional<Vectors> there = Optional.ofNullable(loaded.get(namespace));
        return change -> there.ifPresent(change);
    }

    synchronized long bytes() {
        return loaded.values().stream()
                .mapToLong(
                        vectors ->
                                vectors.units.values().stream()
                                        .mapToLong(unit -> 64L + Float.BYTES * (long) unit.length)
                                        .sum())
                .sum();
    }

    /** A vector of length 1; a zero vector stays as it is. */
    static float[] normalised(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        float norm = (float) Math.sqrt(squares);
        if (norm == 0) {
            return vector.clone();
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / norm;
        }
        return unit;
    }

    /** In float32, as the reference scores. */
    private static float dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return (float) sum;
    }
}
