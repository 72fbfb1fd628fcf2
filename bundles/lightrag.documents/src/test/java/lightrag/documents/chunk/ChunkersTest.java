package lightrag.documents.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightrag.api.InvalidInputException;
import lightrag.documents.section.ParagraphSemanticChunker;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.Tokenizer;
import lightrag.tokenizer.JtokkitTokenizerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ChunkersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Chunker> CHUNKERS =
            Stream.of(
                            new FixedTokenChunker(),
                            new RecursiveCharacterChunker(),
                            new SemanticVectorChunker(),
                            new ParagraphSemanticChunker())
                    .collect(Collectors.toMap(Chunker::strategy, c -> c));

    private final Tokenizer tokenizer = new JtokkitTokenizerProvider().tokenizer("o200k_base");
    private final Chunker.Tools tools = new Chunker.Tools(tokenizer, ChunkersTest::letters);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixed_token",
                "recursive_character",
                "semantic_vector",
                "paragraph_semantic"
            })
    void chunksEqualTheReferences(String strategy) throws IOException {
        JsonNode golden = golden();
        Chunker chunker = chunker(strategy);
        int compared = 0;
        for (JsonNode row : golden.get("rows")) {
            if (!row.get("strategy").asString().equals(strategy)) {
                continue;
            }
            compared++;
            String text = golden.get("texts").get(row.get("text").asString()).asString();
            Map<String, Object> params = params(row.get("params"));
            String label = row.get("text").asString() + " " + params;
            if (row.has("error")) {
                assertThatThrownBy(() -> chunker.chunk(text, params, tools))
                        .as(label)
                        .isInstanceOf(InvalidInputException.class);
            } else {
                assertThat(shown(chunker.chunk(text, params, tools)))
                        .as(label)
                        .isEqualTo(expected(row.get("chunks")));
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void aTextOfExactlyOneWindowGetsATailChunk() {
        assertThat(sizes(" a".repeat(1200))).containsExactly(1200, 100);
        assertThat(sizes(" a".repeat(1100))).containsExactly(1100);
        assertThat(sizes(" a".repeat(1101))).containsExactly(1101, 1);
    }

    private static Chunker chunker(String strategy) {
        return Objects.requireNonNull(CHUNKERS.get(strategy));
    }

    private List<Integer> sizes(String text) {
        return new FixedTokenChunker()
                        .chunk(
                                text,
                                Map.of("chunk_token_size", 1200, "chunk_overlap_token_size", 100),
                                tools)
                        .stream()
                        .map(Chunk::tokens)
                        .toList();
    }

    @Test
    void aPieceThatMayNotBeCutIsNamedInTheError() {
        Map<String, Object> params =
                Map.of(
                        "chunk_token_size",
                        3,
                        "chunk_overlap_token_size",
                        1,
                        "split_by_character",
                        "|",
                        "split_by_character_only",
                        true);
        assertThatThrownBy(() -> new FixedTokenChunker().chunk("a|b c d e f|g", params, tools))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("5 tokens")
                .hasMessageContaining("limit of 3")
                .hasMessageContaining("b c d e f");
    }

    @Test
    void tooManySeparatorsKeepTheEmptyOne() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            many.add("sep" + i);
        }
        many.add("");
        RecursiveSplitter splitter = new RecursiveSplitter(tokenizer, 10, 0, many);
        assertThat(splitter.separators()).hasSize(64).endsWith("sep62", "");
        assertThat(new RecursiveSplitter(tokenizer, 10, 0, List.of("x".repeat(257))).separators())
                .isEqualTo(RecursiveSplitter.PLAIN_SEPARATORS);
    }

    @Test
    void unusableParametersAreRefusedByName() {
        Chunker semantic = chunker("semantic_vector");
        assertThatThrownBy(
                        () ->
                                semantic.chunk(
                                        "a. b.", Map.of("breakpoint_threshold_type", "x"), tools))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("interquartile");
        assertThatThrownBy(
                        () ->
                                semantic.chunk(
                                        "a. b.",
                                        Map.of("breakpoint_threshold_amount", 101.0),
                                        tools))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> semantic.chunk("a. b.", Map.of("chunk_token_size", "9"), tools))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("chunk_token_size");
    }

    private static Map<String, Object> params(JsonNode node) {
        return JSON.convertValue(
                node,
                JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }

    private static List<String> shown(List<Chunk> chunks) {
        return chunks.stream().map(c -> c.tokens() + " " + c.order() + " " + c.content()).toList();
    }

    private static List<String> expected(JsonNode chunks) {
        List<String> shown = new ArrayList<>();
        chunks.forEach(
                c ->
                        shown.add(
                                c.get(0).asInt()
                                        + " "
                                        + c.get(1).asInt()
                                        + " "
                                        + c.get(2).asString()));
        return shown;
    }

    private static List<float[]> letters(List<String> texts) {
        return texts.stream().map(ChunkersTest::letters).toList();
    }

    /** The embedding that the golden file was made with. */
    private static float[] letters(String text) {
        float[] counts = new float[27];
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(c -> counts[c >= 'a' && c <= 'z' ? c - 'a' : 26]++);
        return counts;
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = ChunkersTest.class.getResourceAsStream("chunks.json")) {
            return JSON.readTree(in);
        }
    }
}
