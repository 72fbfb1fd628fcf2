package lightrag.storage.rocksdb.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import lightrag.api.SourceFilter;
import lightrag.spi.storage.VectorRow;
import org.junit.jupiter.api.Test;

final class SourceColumnsTest {
    private final SourceColumns columns = new SourceColumns();

    private void put(int slot, String paths, String document) {
        columns.put(
                slot,
                new VectorRow(
                        "id-" + slot,
                        "",
                        Map.of("file_path", paths, "full_doc_id", document),
                        1_767_000_000L));
    }

    private int[] slots(Set<String> paths, Set<String> documents) {
        IntPredicate matching = columns.matching(new SourceFilter(paths, documents));
        return IntStream.range(0, 200).filter(matching).toArray();
    }

    @Test
    void eachPartOfAFilterMustBeMet() {
        put(0, "a<SEP>b", "one");
        put(1, "a<SEP>b", "one");
        put(2, "b", "two");
        put(150, "c", "");
        assertThat(slots(Set.of("b"), Set.of())).containsExactly(0, 1, 2);
        assertThat(slots(Set.of(), Set.of("one", "unknown"))).containsExactly(0, 1);
        assertThat(slots(Set.of("b", "c"), Set.of("two"))).containsExactly(2);
        assertThat(slots(Set.of("c"), Set.of())).containsExactly(150);
        assertThat(slots(Set.of("two"), Set.of())).isEmpty();
    }

    @Test
    void rowsThatSharedTheirSourcesPartWays() {
        put(0, "a", "one");
        put(1, "a", "one");
        put(0, "b", "one");
        columns.remove(150);
        assertThat(slots(Set.of("a"), Set.of())).containsExactly(1);
        columns.remove(1);
        assertThat(slots(Set.of(), Set.of("one"))).containsExactly(0);
    }
}
