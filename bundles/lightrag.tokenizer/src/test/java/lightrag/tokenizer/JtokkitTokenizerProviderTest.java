package lightrag.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import lightrag.api.InvalidInputException;
import lightrag.spi.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JtokkitTokenizerProviderTest {

    private final JtokkitTokenizerProvider provider = new JtokkitTokenizerProvider();

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "hello\t1",
                "Hello, world!\t4",
                "    x\t2",
                "1234567890\t4",
                "北京大学\t2",
                "naïve café\t4",
                "<SEP>\t3",
                "<|#|>\t5",
                "<|COMPLETE|>\t6",
                "<|endoftext|>\t7",
                "hello world\t2",
                "你好，世界\t3",
                "😀\t1",
            })
    void countsAsTheReferenceDoes(String text, int tokens) {
        assertThat(provider.tokenizer("o200k_base").count(text)).isEqualTo(tokens);
    }

    @Test
    void threeLineFeedsAreOneToken() {
        assertThat(provider.tokenizer("o200k_base").count("\n\n\n")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o200k_base", "cl100k_base"})
    void idsAndDecodedWindowsEqualTiktoken(String encoding) throws IOException {
        Tokenizer tokenizer = provider.tokenizer(encoding);
        for (JsonNode row : golden("tokens.json").get(encoding)) {
            String text = row.get("text").asString();
            int[] ids = ids(row.get("ids"));
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
            assertThat(tokenizer.count(text)).as(text).isEqualTo(ids.length);
            assertThat(tokenizer.decode(ids, 0, ids.length)).isEqualTo(text);
            for (JsonNode window : row.get("windows")) {
                int from = window.get("from").asInt();
                int to = window.get("to").asInt();
                assertThat(tokenizer.decode(ids, from, to))
                        .as("%s [%d, %d)", text, from, to)
                        .isEqualTo(window.get("text").asString());
            }
        }
    }

    @Test
    void malformedBytesBecomeAsManyReplacementsAsInPython() throws IOException {
        for (JsonNode row : golden("utf8.json")) {
            String hex = row.get("bytes").asString();
            assertThat(Utf8.decode(HexFormat.of().parseHex(hex)))
                    .as(hex)
                    .isEqualTo(row.get("text").asString());
        }
    }

    @Test
    void halfACharacterIsEncodedAsReplacement() {
        Tokenizer tokenizer = provider.tokenizer("o200k_base");
        assertThat(tokenizer.encode("a\uD83Db\uDE00"))
                .isEqualTo(tokenizer.encode("a\uFFFDb\uFFFD"));
        assertThat(tokenizer.count("\uDE00\uD83D\uD83D\uDE00"))
                .isEqualTo(tokenizer.count("\uFFFD\uFFFD😀"));
    }

    @Test
    void anUnknownVocabularyIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> provider.tokenizer("p50k_base"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("o200k_base, cl100k_base");
    }

    @Test
    void oneVocabularyIsLoadedOnceAndSharedByThreads() {
        List<Tokenizer> seen =
                IntStream.range(0, 64)
                        .parallel()
                        .mapToObj(i -> new Ask(provider, i).get())
                        .toList();
        assertThat(seen).allSatisfy(t -> assertThat(t).isSameAs(provider.tokenizer("cl100k_base")));
    }

    private record Ask(JtokkitTokenizerProvider provider, int number) {
        Tokenizer get() {
            Tokenizer tokenizer = provider.tokenizer("cl100k_base");
            String text = "text number " + number;
            int[] ids = tokenizer.encode(text);
            assertThat(tokenizer.decode(ids, 0, ids.length)).isEqualTo(text);
            return tokenizer;
        }
    }

    private static int[] ids(JsonNode array) {
        List<Integer> ids = new ArrayList<>();
        array.forEach(id -> ids.add(id.asInt()));
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream in = JtokkitTokenizerProviderTest.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
