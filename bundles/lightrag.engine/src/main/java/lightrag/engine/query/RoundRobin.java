package lightrag.engine.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Merges ranked lists one from each in turn; of equals the first stays. */
final class RoundRobin {

    private RoundRobin() {}

    static <T> List<T> merge(Function<T, ?> identity, List<List<T>> lists) {
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        Set<Object> seen = new HashSet<>();
        List<T> merged = new ArrayList<>();
        for (int i = 0; i < longest; i++) {
            for (List<T> list : lists) {
                if (i < list.size() && seen.add(identity.apply(list.get(i)))) {
                    merged.add(list.get(i));
                }
            }
        }
        return merged;
    }
}
