package lightrag.documents.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import lightrag.api.InvalidInputException;
import org.junit.jupiter.api.Test;

class PlainTextParserTest {

    private final PlainTextParser parser = new PlainTextParser();

    @Test
    void utf8IsTakenAsItIs() {
        String text = " naïve 灯塔 😀\r\n";
        assertThat(parser.parse("a.txt", text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Test
    void aByteOrderMarkIsNoText() {
        assertThat(parser.parse("a.md", "\uFEFF# Title".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("# Title");
    }

    @Test
    void otherEncodingsAreRefusedWithTheRemedy() {
        assertThatThrownBy(
                        () -> parser.parse("old.txt", "né".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("old.txt")
                .hasMessageContaining("convert it to UTF-8");
        assertThatThrownBy(
                        () ->
                                parser.parse(
                                        "w.csv", "\uFEFFa;b".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("UTF-16");
    }

    @Test
    void aFileWithoutTextIsRefused() {
        assertThatThrownBy(() -> parser.parse("a.txt", new byte[0]))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> parser.parse("a.txt", " \n\t".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void everySuffixOfPlainTextOnTheContractsListIsTaken() {
        assertThat(parser.suffixes())
                .hasSize(36)
                .contains(".txt", ".md", ".mdx", ".java", ".yml", ".html", ".epub", ".odt", ".rtf")
                .allSatisfy(suffix -> assertThat(suffix).matches("\\.[a-z]+"))
                .doesNotContain(".pdf", ".docx", ".textpack");
    }
}
