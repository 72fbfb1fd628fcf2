package lightrag.engine.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lightrag.engine.graph.GraphSnapshot;

/** What is known of the chunks that speak of a thing. Pure. */
final class Sources {

    private static final int BATCH = 256;

    private Sources() {}

    static <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }

    static List<String> union(List<String> all, List<String> shown) {
        Set<String> union = new LinkedHashSet<>(all);
        union.addAll(shown);
        return List.copyOf(union);
    }

    static List<String> real(List<String> sources) {
        return sources.stream().filter(id -> !GraphSnapshot.NO_EVIDENCE.contains(id)).toList();
    }

    /**
     * Whether a tracking row lacks what the thing itself names; without real sources none is
     * needed.
     */
    static boolean isIncomplete(Optional<List<String>> row, List<String> shown) {
        List<String> needed = real(shown);
        return row.isEmpty() ? !needed.isEmpty() : !new HashSet<>(row.get()).containsAll(needed);
    }
}
