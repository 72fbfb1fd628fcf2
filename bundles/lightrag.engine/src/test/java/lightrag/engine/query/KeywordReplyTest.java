package lightrag.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule QY-11. */
class KeywordReplyTest {

    @Test
    void listsAreTrimmedAndBlanksDropped() {
        assertThat(
                        KeywordReply.parse(
                                "{\"high_level_keywords\": [\" a \", \"\", 3], \"low_level_keywords\": [\"b, c\"]}"))
                .contains(new Keywords(List.of("a"), List.of("b, c")));
    }

    @Test
    void aTextIsSplit() {
        assertThat(
                        KeywordReply.parse(
                                "{'high_level_keywords': 'a, b; c\nd', 'low_level_keywords': null,}"))
                .contains(new Keywords(List.of("a", "b", "c", "d"), List.of()));
    }

    @Test
    void fencesAndProseAroundAreForgiven() {
        assertThat(
                        KeywordReply.parse(
                                "<think>{x}</think>Here:\n```json\n{\"low_level_keywords\": [\"x\"]}\n```"))
                .contains(new Keywords(List.of(), List.of("x")));
    }

    @Test
    void noObjectIsNothing() {
        assertThat(KeywordReply.parse("no keywords")).isEqualTo(Optional.empty());
        assertThat(KeywordReply.parse("")).isEqualTo(Optional.empty());
        assertThat(KeywordReply.parse("} {")).contains(Keywords.NONE);
    }

    @Test
    void renderedRepliesReadBack() {
        Keywords keywords = new Keywords(List.of("a \"quoted\"", "東京"), List.of("b\\c"));

        assertThat(KeywordReply.parse(KeywordReply.render(keywords))).contains(keywords);
    }
}
