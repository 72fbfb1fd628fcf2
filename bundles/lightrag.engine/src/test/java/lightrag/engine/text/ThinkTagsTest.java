package lightrag.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule EX-71. */
class ThinkTagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer|answer",
                "<think>hm</think>answer|answer",
                "still hm</think> answer|answer",
                "a<think>x</think>b<think>y</think>c|abc",
                "<think>never closed|<think>never closed"
            })
    void thoughtsAreRemoved(String reply, String spoken) {
        assertThat(ThinkTags.remove(reply)).isEqualTo(spoken);
    }
}
