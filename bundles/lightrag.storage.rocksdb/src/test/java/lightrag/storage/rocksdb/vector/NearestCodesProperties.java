package lightrag.storage.rocksdb.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class NearestCodesProperties {

    /** In the order of rows, whatever the order of distances. */
    @Property(tries = 300)
    void keepsTheNearestAndOfEqualOnesTheFirst(
            @ForAll @Size(max = 200) List<@IntRange(max = 20) Integer> distances,
            @ForAll @IntRange(min = 1, max = 30) int wanted) {
        NearestCodes nearest = new NearestCodes(wanted, 20);
        for (int row = 0; row < distances.size(); row++) {
            nearest.offer(row, distances.get(row).shortValue());
        }
        List<Integer> found = new ArrayList<>();
        nearest.forEachRow(found::add);
        List<Integer> expected =
                IntStream.range(0, distances.size())
                        .boxed()
                        .sorted(Comparator.comparing(distances::get))
                        .limit(wanted)
                        .sorted()
                        .toList();
        assertThat(found).isEqualTo(expected);
    }
}
