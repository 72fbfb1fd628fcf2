package lightrag.storage.rocksdb.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class TopMatchesProperties {

    /** Few distinct scores, so that ties are the rule. */
    @Property(tries = 300)
    void theHeapKeepsWhatASortWould(
            @ForAll @Size(max = 60) List<@IntRange(min = -3, max = 5) Integer> scores,
            @ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll @IntRange(min = 0, max = 60) int cut) {
        TopMatches low = new TopMatches(limit, scores.size(), 0);
        TopMatches high = new TopMatches(limit, scores.size(), 0);
        List<TopMatches.Match> all = new ArrayList<>();
        for (int row = 0; row < scores.size(); row++) {
            float score = scores.get(row);
            (row < cut ? low : high).offer(row, score);
            if (score >= 0) {
                all.add(new TopMatches.Match(row, score));
            }
        }
        low.addAll(high);
        all.sort(null);
        assertThat(low.bestFirst()).isEqualTo(all.subList(0, Math.min(limit, all.size())));
    }
}
