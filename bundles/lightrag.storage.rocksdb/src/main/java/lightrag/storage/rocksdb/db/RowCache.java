package lightrag.storage.rocksdb.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.spi.storage.VectorRow;

/**
 * Decoded rows that queries read again and again, for all workspaces together within one budget of
 * memory. Rows of one store carry its token, so a closed or emptied store's rows are never found
 * again and leave by disuse.
 */
public final class RowCache {
    private final Cache<RowKey, Object> rows;
    private final AtomicLong tokens = new AtomicLong();

    /**
     * @param token of the store
     * @param kind a constant of {@link Keys}
     * @param number of the row within its kind
     */
    private record RowKey(long token, int kind, int number) {
        // spelt out, since a question looks a thousand times and the generated ones go through
        // method handles
        @Override
        public boolean equals(Object other) {
            return other instanceof RowKey key
                    && number == key.number
                    && kind == key.kind
                    && token == key.token;
        }

        @Override
        public int hashCode() {
            return (Long.hashCode(token) * 31 + kind) * 0x9E3779B1 + number;
        }
    }

    /**
     * @param budgetBytes estimated heap bytes at most
     */
    public RowCache(long budgetBytes) {
        rows =
                Caffeine.newBuilder()
                        .maximumWeight(budgetBytes)
                        .weigher((RowKey key, Object row) -> weight(row))
                        .executor(Runnable::run)
                        .build();
    }

    /** A token no other store has. */
    public long newToken() {
        return tokens.incrementAndGet();
    }

    public void remove(long token, int kind, int number) {
        rows.invalidate(new RowKey(token, kind, number));
    }

    /**
     * Rows by number; missing ones are absent.
     *
     * @param load reads rows that are not cached, empty where there is none
     */
    public <T> Map<Integer, T> getAll(
            long token,
            int kind,
            Class<T> type,
            List<Integer> numbers,
            Function<List<Integer>, List<Optional<T>>> load) {
        Map<Integer, T> found = HashMap.newHashMap(numbers.size());
        List<Integer> misses = new ArrayList<>();
        for (Integer number : numbers) {
            Object row = rows.getIfPresent(new RowKey(token, kind, number));
            if (row == null) {
                misses.add(number);
            } else {
                found.put(number, type.cast(row));
            }
        }
        if (misses.isEmpty()) {
            return found;
        }
        List<Optional<T>> loaded = load.apply(misses);
        for (int i = 0; i < misses.size(); i++) {
            Integer number = misses.get(i);
            loaded.get(i)
                    .ifPresent(
                            row -> {
                                rows.put(new RowKey(token, kind, number), row);
                                found.put(number, row);
                            });
        }
        return found;
    }

    private static int weight(Object row) {
        int payload =
                switch (row) {
                    case Entity e ->
                            chars(e.name())
                                    + chars(e.description())
                                    + list(e.sourceIds())
                                    + list(e.filePaths());
                    case Relation r ->
                            chars(r.source())
                                    + chars(r.target())
                                    + chars(r.description())
                                    + chars(r.keywords())
                                    + list(r.sourceIds())
                                    + list(r.filePaths());
                    case VectorRow v -> chars(v.id()) + chars(v.content()) + 64 * v.fields().size();
                    case short[] half -> 2 * half.length;
                    default -> 256;
                };
        return payload + 200;
    }

    /** Texts are mostly Latin-1, one byte a character, behind 56 bytes of headers. */
    private static int chars(String text) {
        return text.length() + 56;
    }

    private static int list(List<String> texts) {
        int sum = 32;
        for (String text : texts) {
            sum += chars(text);
        }
        return sum;
    }
}
