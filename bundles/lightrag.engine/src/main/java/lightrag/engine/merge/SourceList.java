package lightrag.engine.merge;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lightrag.engine.options.MergeOptions;
import lightrag.engine.rows.SourceIds;
import lightrag.engine.text.PythonText;

/**
 * The chunks that speak of a thing (rules MG-10 to MG-13).
 *
 * @param known before this document
 * @param all known and new, in first-seen order
 * @param kept those that stand in the graph
 */
record SourceList(List<String> known, List<String> all, List<String> kept) {

    static SourceList of(
            List<String> known, Collection<String> added, int limit, MergeOptions options) {
        Set<String> all = new LinkedHashSet<>();
        add(all, known);
        add(all, added);
        List<String> ordered = List.copyOf(all);
        return new SourceList(known, ordered, limited(ordered, limit, options.fifo()));
    }

    private static void add(Set<String> all, Collection<String> ids) {
        for (String id : ids) {
            for (String part : SourceIds.split(id)) {
                String clean = PythonText.strip(part);
                if (!clean.isEmpty()) {
                    all.add(clean);
                }
            }
        }
    }

    static List<String> limited(List<String> ids, int limit, boolean fifo) {
        if (limit <= 0) {
            return List.of();
        }
        if (ids.size() <= limit) {
            return ids;
        }
        return fifo ? ids.subList(ids.size() - limit, ids.size()) : ids.subList(0, limit);
    }

    /** Rule MG-12: whether a record of a chunk still counts under the limit. */
    boolean admits(String chunkId, Set<String> keptAndKnown, MergeOptions options) {
        return options.fifo() || keptAndKnown.contains(chunkId);
    }

    Set<String> keptAndKnown() {
        Set<String> ids = new LinkedHashSet<>(kept);
        ids.addAll(known);
        return ids;
    }

    /** Rule MG-13: how the list was cut, in words. */
    String truncate(MergeOptions options) {
        if (kept.size() >= all.size()) {
            return "";
        }
        return options.fifo() ? "FIFO " + kept.size() + "/" + all.size() : "KEEP Old";
    }

    /** As {@link #truncate}, in the words of a rebuild. */
    String rebuiltTruncate(MergeOptions options) {
        return kept.size() >= all.size()
                ? ""
                : options.limitMethod() + " " + kept.size() + "/" + all.size();
    }
}
