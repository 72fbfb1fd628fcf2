package lightrag.storage.rocksdb.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class NameTableProperties {

    /** Few names, so that runs of the table fill, gap and close. */
    @Property(tries = 300)
    void findsWhatAMapWould(
            @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 60) Integer> names) {
        NameTable table = new NameTable();
        Map<String, Integer> model = new HashMap<>();
        int next = 0;
        for (int value : names) {
            String name = "name " + value;
            Integer known = model.remove(name);
            if (known == null) {
                model.put(name, next);
                table.add(next++, name);
            } else {
                table.remove(known);
            }
        }
        assertThat(table.size()).isEqualTo(model.size());
        for (int value = 0; value <= 60; value++) {
            String name = "name " + value;
            int expected = model.getOrDefault(name, -1);
            assertThat(table.find(name)).isEqualTo(expected);
            if (expected >= 0) {
                assertThat(table.contains(expected)).isTrue();
                assertThat(table.name(expected)).isEqualTo(name);
            }
        }
    }
}
