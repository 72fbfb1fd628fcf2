package lightrag.storage.rocksdb.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import lightrag.api.CodePoints;

/**
 * Rule DE-70: names containing a text, whatever the case. 1000 for the whole name, 500 for its
 * start, else 100 less the name's length in code points, 50 more behind a space or underscore.
 */
final class LabelSearch {
    private static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingInt(Hit::score)
                    .reversed()
                    .thenComparing(Hit::name, CodePoints::compare);

    private final String wanted;
    private final List<Hit> hits = new ArrayList<>();

    private record Hit(String name, int score) {}

    LabelSearch(String text) {
        wanted = text.strip().toLowerCase(Locale.ROOT);
    }

    void offer(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && lower.contains(wanted)) {
            hits.add(new Hit(name, score(name, lower)));
        }
    }

    private int score(String name, String lower) {
        if (lower.equals(wanted)) {
            return 1000;
        }
        if (lower.startsWith(wanted)) {
            return 500;
        }
        boolean startsWord = lower.contains(" " + wanted) || lower.contains("_" + wanted);
        return 100 - CodePoints.length(name) + (startsWord ? 50 : 0);
    }

    List<String> best(int limit) {
        return hits.stream().sorted(BEST_FIRST).limit(limit).map(Hit::name).toList();
    }
}
