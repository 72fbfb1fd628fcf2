package lightrag.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules LC-20 and EX-39 to EX-52; the expectations were produced by the reference. */
class TextCleanerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "12|''",
                "123|123",
                "1.2|''",
                "12.345|12.345",
                ".....|''",
                "北京 abc|北京abc",
                "《书》|书",
                "a&amp;b|a&b",
                "Alice|Alice",
                "alice|alice",
                "Ａｂｃ１２３|Abc123",
                "“quoted”|quoted",
                "say “hi” now|say hi now",
                "a（b）—c|a(b)-c",
                "x<br>y</p >z|xyz",
                "'it'|it",
                "O'Reilly|O'Reilly"
            })
    void namesAreNormalised(String raw, String clean) {
        assertThat(TextCleaner.name(raw)).isEqualTo(clean);
    }

    @Test
    void descriptionsKeepTheirInnerQuotes() {
        assertThat(TextCleaner.description("say “hi” now")).isEqualTo("say “hi” now");
    }

    @Test
    void unstorableCharactersVanish() {
        assertThat(TextCleaner.sanitize(" a\u0000b\u0007c\uFFFEd\uD800e\tf\n "))
                .isEqualTo("abcde\tf");
        assertThat(TextCleaner.sanitize("😀 stays")).isEqualTo("😀 stays");
        assertThat(TextCleaner.sanitize("\u00A0\u3000\u0085")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&lt;b&gt;|<b>",
                "&notit;|¬it;",
                "&#65;&#x42;|AB",
                "&#128;|€",
                "&#xD800;|\uFFFD",
                "&nosuchname;|&nosuchname;",
                "&NotEqualTilde;|\u2242\u0338",
                "AT&T|AT&T"
            })
    void characterReferencesAreResolved(String raw, String clean) {
        assertThat(TextCleaner.sanitize(raw)).isEqualTo(clean);
    }

    @Test
    void namesAreCutToCodePointsAndBytes() {
        assertThat(TextCleaner.name("x".repeat(300))).hasSize(256);
        assertThat(TextCleaner.name("汉".repeat(200))).hasSize(170);
        assertThat(TextCleaner.name("😀".repeat(200))).isEqualTo("😀".repeat(128));
    }
}
