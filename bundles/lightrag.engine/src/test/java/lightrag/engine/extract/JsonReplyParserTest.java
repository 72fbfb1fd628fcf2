package lightrag.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 15 of the engine rules, and rules EX-45 to EX-48. */
class JsonReplyParserTest {

    private static final Provenance FROM = new Provenance("c", "f.txt", 7);

    private static Records parse(String reply) {
        return JsonReplyParser.parse(reply, FROM).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"entities\":[{\"name\":\"Alice\",\"type\":\"Person\",\"description\":\"d\"}]}",
                "```json\n{\"entities\":[{\"name\":\"Alice\",\"type\":\"Person\",\"description\":\"d\"}]}\n```",
                "Here's it: {\"entities\":[{\"name\":\"Alice\",\"type\":\"Person\",\"description\":\"d\"}]} and {more}",
                "{'entities':[{'name':'Alice','type':'Person','description':'d',},],}",
                "{entities:[{name:Alice,type:Person,description:d}]}",
                "{\"entities\":[{\"name\":\"Alice\",\"type\":\"Person\",\"description\":\"d\"",
                "{\"entities\":[{\"name\":\"Alice\",\"type\":\"Person\",\"description\":\"d\"}, {\"name\":\"Bo"
            })
    void check15_commonSlipsAreForgiven(String reply) {
        assertThat(parse(reply).entities()).containsOnlyKeys("Alice");
        assertThat(parse(reply).entities().get("Alice").getFirst().description()).isEqualTo("d");
    }

    @Test
    void check15_aMissingTypeDropsTheEntity() {
        assertThat(parse("{\"entities\":[{\"name\":\"A\",\"description\":\"d\"}]}").entities())
                .isEmpty();
    }

    @Test
    void nullNamesNothing() {
        assertThat(
                        parse(
                                        "{\"entities\":[{\"name\":null,\"type\":\"t\",\"description\":\"d\"},"
                                                + "{\"name\":]\"A\",\"type\":\"t\",\"description\":\"d\"}]}")
                                .entities())
                .doesNotContainKey("None");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no object",
                "[{\"name\":\"A\"}]",
                "see [{\"a\":1}]",
                "\"oops [}{\\\"a\\\":1}]"
            })
    void whatIsNoObjectIsNothing(String reply) {
        assertThat(JsonReplyParser.parse(reply, FROM)).isEqualTo(Optional.empty());
    }

    @Test
    void anArrayOfKeywordsBecomesItsPythonText() {
        Records records =
                parse(
                        "{\"relationships\":[{\"source\":\"A\",\"target\":\"B\","
                                + "\"keywords\":[\"k1\",\"k2\"],\"description\":\"d\"}]}");
        assertThat(records.relations().values().iterator().next().getFirst().keywords())
                .isEqualTo("['k1', 'k2']");
    }

    @Test
    void latexSurvivesTooFewBackslashes() {
        Records records =
                parse(
                        "{\"entities\":[{\"name\":\"Ratio\",\"type\":\"data\",\"description\":\"it is \\frac{a}{\\beta}\"}]}");
        assertThat(records.entities().get("Ratio").getFirst().description())
                .isEqualTo("it is \\frac{a}{\\beta}");
    }

    @Test
    void aKeptReplyIsToldByItsLooks() {
        assertThat(ReplyParser.parseKept("entity<|#|>A<|#|>t<|#|>d", FROM).entities())
                .containsOnlyKeys("A");
        assertThat(
                        ReplyParser.parseKept(
                                        "{\"entities\":[{\"name\":\"A\",\"type\":\"t\",\"description\":\"d\"}]}",
                                        FROM)
                                .entities())
                .containsOnlyKeys("A");
        assertThat(ReplyParser.parseKept("{\"answer\":\"none\"}", FROM).isEmpty()).isTrue();
    }
}
