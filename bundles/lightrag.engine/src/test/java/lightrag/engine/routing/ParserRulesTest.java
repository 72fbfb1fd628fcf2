package lightrag.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import lightrag.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserRulesTest {

    @Test
    void theFirstRuleThatFitsCounts() {
        ParserRules rules =
                ParserRules.of(
                        "md:native-P(drop_rf=true,chunk_ts=900) , *:native-iR;pdf:mineru;"
                                + "t?t:legacy-!V(chunk_ts=300)");
        assertThat(rules.forSuffix(".md"))
                .isEqualTo(
                        new Directives(
                                "native",
                                "P",
                                Map.of(
                                        'P',
                                        Map.of("drop_references", true, "chunk_token_size", 900))));
        assertThat(rules.forSuffix(".txt").letters()).as("native reads no txt").isEqualTo("!V");
        assertThat(rules.forSuffix(".docx").letters()).isEqualTo("iR");
        assertThat(rules.forSuffix(".pdf")).as("no such service").isEqualTo(Directives.NONE);
        assertThat(rules.forSuffix("")).isEqualTo(Directives.NONE);
        assertThat(ParserRules.of(" ; ").forSuffix(".md")).isEqualTo(Directives.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md",
                ":legacy",
                "*.md:legacy",
                "md:",
                "md:-R",
                "md:other",
                "md:legacy-",
                "md:legacy-X",
                "md:legacy-RF",
                "md:legacy-R(chunk_ts=0)",
                "md:legacy-R(chunk_ts)",
                "md:legacy-R(chunk_ts=5,chunk_token_size=6)",
                "md:legacy-R(drop_rf)",
                "md:legacy-V(chunk_ol=5)",
                "md:legacy-R(nothing=5)",
                "md:legacy-R(chunk_ts=5,)",
                "md:legacy-R(chunk_ts=5",
                "md:legacy-R(chunk_ts=5)(chunk_ol=1)",
                "md:legacy-i(chunk_ts=5)",
                "md:legacy(x=1)",
                "md:native(page_range=1)"
            })
    void rulesThatMeanNothingAreRefusedWithTheirReason(String rules) {
        assertThatThrownBy(() -> ParserRules.of(rules))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("LIGHTRAG_PARSER");
    }

    @Test
    void aHintIsReadOverARule() {
        Directives rule = ParserRules.of("md:native-R(chunk_ts=60,chunk_ol=4)").forSuffix(".md");
        Directives hint = FileHint.required("a.[legacy-F(chunk_ts=9,chunk_ol=1)].md").directives();
        Directives both = hint.over(rule);
        assertThat(both.engine()).isEqualTo("legacy");
        assertThat(both.strategy()).isEqualTo('F');
        assertThat(both.params())
                .isEqualTo(Map.of("chunk_token_size", 9, "chunk_overlap_token_size", 1));
        assertThat(FileHint.required("a.[-R(chunk_ts=30)].md").directives().over(rule).params())
                .isEqualTo(Map.of("chunk_token_size", 30, "chunk_overlap_token_size", 4));
    }
}
