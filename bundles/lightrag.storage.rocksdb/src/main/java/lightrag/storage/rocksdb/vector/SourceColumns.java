package lightrag.storage.rocksdb.vector;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import lightrag.api.SourceFilter;
import lightrag.spi.storage.VectorRow;
import org.jspecify.annotations.Nullable;

/**
 * Where each row comes from, for searches restricted to sources; loaded by the first of these. Each
 * distinct file path and document id is a number, each row a few of these in one array, which a row
 * shares with the one before it when both come from the same sources, as chunks do.
 */
final class SourceColumns {
    private static final Pattern SEPARATOR = Pattern.compile("<SEP>", Pattern.LITERAL);
    private static final int[] NONE = {};

    private final Map<String, Integer> numbers = new HashMap<>();

    /** By slot: how many paths, their numbers, the numbers of documents; null where no row is. */
    private int[] @Nullable [] bySlot = new int[16][];

    private int[] last = {0};
    private long elements;

    void put(int slot, VectorRow row) {
        int[] paths = numbers(row.fields().get("file_path"));
        int[] documents = numbers(row.fields().get("full_doc_id"));
        int[] sources = new int[1 + paths.length + documents.length];
        sources[0] = paths.length;
        System.arraycopy(paths, 0, sources, 1, paths.length);
        System.arraycopy(documents, 0, sources, 1 + paths.length, documents.length);
        if (!Arrays.equals(sources, last)) {
            last = sources;
            elements += sources.length;
        }
        if (slot >= bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, bySlot.length * 2));
        }
        bySlot[slot] = last;
    }

    void remove(int slot) {
        if (slot < bySlot.length) {
            bySlot[slot] = null;
        }
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
        BitSet paths = known(filter.filePaths());
        BitSet documents = known(filter.documentIds());
        boolean anyPath = filter.filePaths().isEmpty();
        boolean anyDocument = filter.documentIds().isEmpty();
        return slot -> {
            int[] sources = slot < bySlot.length ? bySlot[slot] : null;
            return sources != null
                    && (anyPath || any(sources, 1, 1 + sources[0], paths))
                    && (anyDocument || any(sources, 1 + sources[0], sources.length, documents));
        };
    }

    private BitSet known(Set<String> values) {
        BitSet known = new BitSet();
        for (String value : values) {
            Integer number = numbers.get(value);
            if (number != null) {
                known.set(number);
            }
        }
        return known;
    }

    private static boolean any(int[] sources, int from, int to, BitSet wanted) {
        for (int i = from; i < to; i++) {
            if (wanted.get(sources[i])) {
                return true;
            }
        }
        return false;
    }

    /** Estimated heap bytes; arrays of rows that changed count on. */
    long memoryBytes() {
        return 4L * bySlot.length + 4L * elements + 120L * numbers.size();
    }
}
