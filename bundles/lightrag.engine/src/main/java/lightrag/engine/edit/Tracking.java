package lightrag.engine.edit;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tracking rows through edits. Pure. */
final class Tracking {

    private Tracking() {}

    /**
     * The row when what the thing itself names changes: ids taken out leave, new ones join at the
     * end.
     */
    static List<String> edited(List<String> row, List<String> before, List<String> after) {
        Set<String> removed = new LinkedHashSet<>(before);
        after.forEach(removed::remove);
        Set<String> added = new LinkedHashSet<>(after);
        before.forEach(added::remove);
        Set<String> result = new LinkedHashSet<>(row);
        result.removeAll(removed);
        result.addAll(added);
        return List.copyOf(result);
    }

    static List<String> union(Collection<List<String>> rows) {
        Set<String> all = new LinkedHashSet<>();
        rows.forEach(all::addAll);
        return List.copyOf(all);
    }
}
