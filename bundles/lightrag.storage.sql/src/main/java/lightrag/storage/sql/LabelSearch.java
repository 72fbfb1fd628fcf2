package lightrag.storage.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import lightrag.api.CodePoints;

/**
 * Rule DE-70: names that contain a text, whatever the case. The whole name scores 1000, its start
 * 500, else 100 less its length in code points, 50 more behind a space or underscore.
 */
final class LabelSearch {

    private record Hit(String name, int score) {}

    private static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingInt(Hit::score)
                    .reversed()
                    .thenComparing(Hit::name, CodePoints::compare);

    private LabelSearch() {}

    static List<String> best(List<String> names, String text, int limit) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<Hit> hits = new ArrayList<>();
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!wanted.isEmpty() && lower.contains(wanted)) {
                hits.add(new Hit(name, score(name, lower, wanted)));
            }
        }
        return hits.stream().sorted(BEST_FIRST).limit(limit).map(Hit::name).toList();
    }

    private static int score(String name, String lower, String wanted) {
        if (lower.equals(wanted)) {
            return 1000;
        }
        if (lower.startsWith(wanted)) {
            return 500;
        }
        boolean startsWord = lower.contains(" " + wanted) || lower.contains("_" + wanted);
        return 100 - CodePoints.length(name) + (startsWord ? 50 : 0);
    }
}
