package lightrag.storage.rocksdb.vector;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import lightrag.api.SourceFilter;
import lightrag.spi.storage.VectorRow;
import org.jspecify.annotations.Nullable;

/**
 * Where each row comes from, for searches restricted to sources; loaded by the first of these. Each
 * distinct file path and document id is a number, each row a few of these.
 */
final class SourceColumns {
    private static final Pattern SEPARATOR = Pattern.compile("<SEP>", Pattern.LITERAL);
    private static final int[] NONE = {};

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Sources> bySlot = new HashMap<>();

    private record Sources(int[] paths, int[] documents) {}

    void put(int slot, VectorRow row) {
        bySlot.put(
                slot,
                new Sources(
                        numbers(row.fields().get("file_path")),
                        numbers(row.fields().get("full_doc_id"))));
    }

    void remove(int slot) {
        bySlot.remove(slot);
    }

    private int[] numbers(@Nullable String joined) {
        return joined == null || joined.isEmpty()
                ? NONE
                : SEPARATOR
                        .splitAsStream(joined)
                        .mapToInt(value -> numbers.computeIfAbsent(value, any -> numbers.size()))
                        .toArray();
    }

    /** Slots that satisfy each part of a filter that restricts. */
    IntPredicate matching(SourceFilter filter) {
        Set<Integer> paths = known(filter.filePaths());
        Set<Integer> documents = known(filter.documentIds());
        return slot -> {
            Sources sources = bySlot.get(slot);
            return sources != null
                    && (filter.filePaths().isEmpty() || any(sources.paths(), paths))
                    && (filter.documentIds().isEmpty() || any(sources.documents(), documents));
        };
    }

    private Set<Integer> known(Set<String> values) {
        Set<Integer> known = new HashSet<>();
        for (String value : values) {
            Integer number = numbers.get(value);
            if (number != null) {
                known.add(number);
            }
        }
        return known;
    }

    private static boolean any(int[] values, Set<Integer> wanted) {
        return Arrays.stream(values).anyMatch(wanted::contains);
    }

    /** Estimated heap bytes. */
    long memoryBytes() {
        return 120L * bySlot.size() + 120L * numbers.size();
    }
}
