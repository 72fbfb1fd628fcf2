package lightrag.rest.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offsets and names as the reference's parser gives them. */
class JsonSyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"query\": }|10|Expecting value",
                "{\"query\":1,}|11|Expecting property name enclosed in double quotes",
                "nul|0|Expecting value",
                "{\"query\":\"a\"} x|14|Extra data",
                "\"abc|0|Unterminated string starting at",
                "{\"query\" 1}|9|Expecting ':' delimiter",
                "{\"query\":\"a\" \"n\":1}|13|Expecting ',' delimiter",
                "{1:2}|1|Expecting property name enclosed in double quotes",
                "{\"query\":\"\\x\"}|10|Invalid \\escape",
                "[\"a\",|5|Expecting value",
                "{\"a\":\"\\u12\"}|7|Invalid \\uXXXX escape",
                "\"😀\" x|4|Extra data"
            })
    void findsTheFirstError(String text, int offset, String error) {
        assertThat(JsonSyntax.firstError(text))
                .isEqualTo(new JsonSyntax.SyntaxError(error, offset));
    }

    @Test
    void findsControlCharacters() {
        assertThat(JsonSyntax.firstError("{\"query\":\"a\nb\"}"))
                .isEqualTo(new JsonSyntax.SyntaxError("Invalid control character at", 11));
    }

    @Test
    void staysUprightOnDeepNesting() {
        assertThat(JsonSyntax.firstError("[".repeat(1_000_000)).text())
                .isEqualTo("Nested too deeply");
    }
}
