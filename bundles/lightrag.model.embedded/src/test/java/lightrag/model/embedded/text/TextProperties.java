package lightrag.model.embedded.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextProperties {

    @Property(tries = 300)
    void sentencesHoldEveryLetterInOrder(@ForAll("texts") String text) {
        List<String> sentences = SentenceSplitter.split(text);
        assertThat(letters(String.join("", sentences))).isEqualTo(letters(text));
        assertThat(sentences).noneMatch(String::isBlank);
    }

    @Property(tries = 300)
    void tokensAreTheSentenceWithoutItsSpaces(@ForAll("texts") String text) {
        StringBuilder joined = new StringBuilder();
        int end = 0;
        for (Tokens.Span span : Tokens.find(text)) {
            assertThat(span.start()).isGreaterThanOrEqualTo(end);
            end = span.end();
            joined.append(text, span.start(), span.end());
        }
        assertThat(joined.toString()).isEqualTo(text.replaceAll("\\s", ""));
    }

    private static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "Mr.", "Ahab", " ", "  ", "\n", "\n\n", ".", "!", "\"", "don't", "灯塔", "。",
                        "3.14", "-", "_x_", "’s", "J.", "…", "(", ")")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
