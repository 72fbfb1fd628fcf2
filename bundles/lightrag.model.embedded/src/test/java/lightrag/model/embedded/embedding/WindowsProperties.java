package lightrag.model.embedded.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WindowsProperties {

    @Property(tries = 200)
    void windowsAreTheTokensInOrderAndOfNearlyOneLength(@ForAll @IntRange(max = 3000) int length) {
        int[] tokens = IntStream.range(0, length).toArray();
        List<int[]> windows = Windows.of(tokens);
        assertThat(windows.stream().flatMapToInt(IntStream::of).toArray()).isEqualTo(tokens);
        assertThat(windows)
                .isNotEmpty()
                .allSatisfy(w -> assertThat(w.length).isLessThanOrEqualTo(Windows.CONTENT));
        int longest = windows.stream().mapToInt(w -> w.length).max().orElseThrow();
        int shortest = windows.stream().mapToInt(w -> w.length).min().orElseThrow();
        assertThat(longest - shortest).isLessThanOrEqualTo(1);
    }
}
