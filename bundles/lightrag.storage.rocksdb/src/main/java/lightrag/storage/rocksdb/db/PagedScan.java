package lightrag.storage.rocksdb.db;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Visits a range of rows a page at a time, in key order. Each page is read under the workspace's
 * lock and visited without it, so a visitor may take its time, read and commit.
 */
public final class PagedScan {
    private static final int PAGE_ROWS = 256;
    private static final int PAGE_BYTES = 1 << 20;

    private PagedScan() {}

    private record Row(byte[] key, byte[] value) {}

    public static <T> void forEach(
            WorkspaceAccess access,
            byte[] prefix,
            Function<byte[], T> decode,
            Predicate<T> visitor) {
        forEach(access, prefix, key -> key, (key, value) -> visitor.test(decode.apply(value)));
    }

    public static <K> void forEach(
            WorkspaceAccess access,
            byte[] prefix,
            Function<byte[], K> keyOf,
            BiPredicate<K, byte[]> visitor) {
        byte[] from = prefix;
        while (true) {
            List<Row> page = page(access, prefix, from);
            for (Row row : page) {
                if (!visitor.test(keyOf.apply(row.key()), row.value())) {
                    return;
                }
            }
            if (page.isEmpty()) {
                return;
            }
            from = Keys.directlyAfter(page.getLast().key());
        }
    }

    private static List<Row> page(WorkspaceAccess access, byte[] prefix, byte[] from) {
        return access.read(
                () -> {
                    List<Row> page = new ArrayList<>();
                    long[] bytes = {0};
                    access.database()
                            .scan(
                                    prefix,
                                    from,
                                    (key, value) -> {
                                        page.add(new Row(key, value));
                                        bytes[0] += value.length;
                                        return page.size() < PAGE_ROWS && bytes[0] < PAGE_BYTES;
                                    });
                    return page;
                });
    }
}
