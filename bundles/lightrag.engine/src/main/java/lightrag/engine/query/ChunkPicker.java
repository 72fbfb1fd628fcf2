package lightrag.engine.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.spi.storage.VectorStorage;

/** Picks chunks that stand behind entities or relations (rules QY-40 to QY-43). */
final class ChunkPicker {

    /** How to choose among the chunks. */
    enum Method {
        VECTOR,
        WEIGHT
    }

    private final VectorStorage chunkVectors;
    private final Method method;
    private final int relatedChunks;

    /**
     * @param relatedChunks wished for the first element; 0 or less picks none
     */
    ChunkPicker(VectorStorage chunkVectors, Method method, int relatedChunks) {
        this.chunkVectors = chunkVectors;
        this.method = method;
        this.relatedChunks = relatedChunks;
    }

    /**
     * @param sources chunk ids of each entity, best entity first
     */
    List<String> forEntities(List<List<String>> sources, Optional<float[]> queryEmbedding) {
        return pick(byFirstOwner(sources, Set.of()), queryEmbedding);
    }

    /**
     * @param sources chunk ids of each relation, best relation first; those left without chunks do
     *     not count
     * @param taken ids chosen for entities
     */
    List<String> forRelations(
            List<List<String>> sources, Set<String> taken, Optional<float[]> queryEmbedding) {
        List<List<String>> owned = byFirstOwner(sources, taken);
        owned.removeIf(List::isEmpty);
        return pick(owned, queryEmbedding);
    }

    private List<String> pick(List<List<String>> owned, Optional<float[]> queryEmbedding) {
        if (owned.isEmpty()) {
            return List.of();
        }
        List<String> picked = List.of();
        if (method == Method.VECTOR && queryEmbedding.isPresent()) {
            picked = bySimilarity(owned, queryEmbedding.get(), relatedChunks * owned.size() / 2);
        }
        return picked.isEmpty() ? distinct(byWeight(owned)) : picked;
    }

    /**
     * A chunk belongs to the first element that names it; within one, those named by many come
     * first.
     */
    private static List<List<String>> byFirstOwner(List<List<String>> sources, Set<String> taken) {
        Map<String, Integer> occurrences = new HashMap<>();
        List<List<String>> owned = new ArrayList<>();
        for (List<String> ids : sources) {
            List<String> own = new ArrayList<>();
            for (String id : ids) {
                if (!taken.contains(id) && occurrences.merge(id, 1, Integer::sum) == 1) {
                    own.add(id);
                }
            }
            if (!ids.isEmpty()) {
                owned.add(own);
            }
        }
        for (List<String> own : owned) {
            own.sort(
                    Comparator.comparingInt((String id) -> occurrences.getOrDefault(id, 0))
                            .reversed());
        }
        return owned;
    }

    private List<String> bySimilarity(List<List<String>> owned, float[] query, int wanted) {
        List<String> ids = owned.stream().flatMap(List::stream).toList();
        if (wanted <= 0 || ids.isEmpty()) {
            return List.of();
        }
        Map<String, float[]> vectors = chunkVectors.embeddings(ids);
        if (vectors.size() != ids.size()) {
            return List.of();
        }
        double queryNorm = Math.sqrt(dot(query, query));
        List<Scored> scored = new ArrayList<>(ids.size());
        for (String id : ids) {
            scored.add(new Scored(id, cosine(query, queryNorm, vectors.getOrDefault(id, query))));
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        return scored.stream().limit(wanted).map(Scored::id).toList();
    }

    private static double cosine(float[] query, double queryNorm, float[] other) {
        double norms = queryNorm * Math.sqrt(dot(other, other));
        double cosine = norms == 0 ? 0 : dot(query, other) / norms;
        return Double.isFinite(cosine) ? cosine : 0;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /**
     * Linearly falling shares; what one element can't use goes to the first that still has chunks
     * (rule QY-42).
     */
    private List<String> byWeight(List<List<String>> owned) {
        if (relatedChunks <= 0) {
            return List.of();
        }
        int n = owned.size();
        if (n == 1) {
            return owned.getFirst().stream().limit(relatedChunks).toList();
        }
        List<String> picked = new ArrayList<>();
        int[] used = new int[n];
        int unspent = 0;
        for (int i = 0; i < n; i++) {
            int share = (int) Math.rint(relatedChunks - (double) i / (n - 1) * (relatedChunks - 1));
            used[i] = Math.min(share, owned.get(i).size());
            picked.addAll(owned.get(i).subList(0, used[i]));
            unspent += share - used[i];
        }
        for (int i = 0; i < n && unspent > 0; i++) {
            int more = Math.min(unspent, owned.get(i).size() - used[i]);
            picked.addAll(owned.get(i).subList(used[i], used[i] + more));
            unspent -= more;
        }
        return picked;
    }

    private static List<String> distinct(List<String> ids) {
        return List.copyOf(new LinkedHashSet<>(ids));
    }

    private record Scored(String id, double score) {}
}
