package lightrag.engine.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import lightrag.api.CodePoints;
import lightrag.engine.rows.SourceIds;
import lightrag.engine.text.TextCleaner;

/** The fragments of a description (rule MG-21). */
final class Descriptions {

    private Descriptions() {}

    /** What is stored comes first, then what is new by time and length; no text twice. */
    static <R> List<String> fragments(
            String stored,
            List<R> records,
            Function<R, String> description,
            ToLongFunction<R> timestamp) {
        Map<String, R> distinct = new LinkedHashMap<>();
        records.forEach(entry -> distinct.putIfAbsent(description.apply(entry), entry));
        List<R> ordered = new ArrayList<>(distinct.values());
        ordered.sort(
                Comparator.comparingLong(timestamp)
                        .thenComparing(entry -> -CodePoints.length(description.apply(entry))));
        Set<String> fragments = new LinkedHashSet<>();
        split(stored).forEach(fragments::add);
        ordered.stream().map(description).map(TextCleaner::sanitize).forEach(fragments::add);
        fragments.remove("");
        return List.copyOf(fragments);
    }

    static List<String> split(String stored) {
        List<String> parts = new ArrayList<>();
        for (String part : SourceIds.split(stored)) {
            parts.add(TextCleaner.sanitize(part));
        }
        return parts;
    }

    /** The fragments as one stored text, when no model is needed. */
    static String joined(List<String> fragments) {
        return TextCleaner.sanitize(String.join(SourceIds.SEPARATOR, fragments));
    }
}
