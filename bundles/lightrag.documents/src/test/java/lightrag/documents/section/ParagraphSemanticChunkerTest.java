package lightrag.documents.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.Tokenizer;
import lightrag.tokenizer.JtokkitTokenizerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ParagraphSemanticChunkerTest {

    private static final Tokenizer TOKENIZER =
            new JtokkitTokenizerProvider().tokenizer("o200k_base");
    private static final Chunker.Tools TOOLS =
            new Chunker.Tools(
                    TOKENIZER,
                    texts -> {
                        throw new IllegalStateException("This strategy compares no sentences");
                    });

    private final Chunker chunker = new ParagraphSemanticChunker();

    static Stream<GoldenBlocks> documents() throws IOException {
        return GoldenBlocks.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void chunksEqualTheReferences(GoldenBlocks document) {
        ParsedDocument parsed = document.parsed();
        for (JsonNode run : document.get("chunks")) {
            Map<String, Object> params =
                    Map.of(
                            "chunk_token_size", run.get("size").asInt(),
                            "chunk_overlap_token_size", run.get("overlap").asInt(),
                            "drop_references", run.get("drop").asBoolean());
            assertThat(shown(chunker.chunk(parsed, params, TOOLS)))
                    .as("%s %s", document.name(), params)
                    .isEqualTo(expected(run.get("chunks")));
        }
    }

    @Test
    void aTextWithoutBlocksIsCutAsProse() {
        ParsedDocument text = ParsedDocument.ofText("# A\n\none two three\n\n# B\n\nfour five six");
        Map<String, Object> params = Map.of("chunk_token_size", 8, "chunk_overlap_token_size", 0);
        List<Chunk> chunks = chunker.chunk(text, params, TOOLS);
        assertThat(chunks).isEqualTo(chunker.chunk(text.text(), params, TOOLS)).hasSize(2);
        assertThat(chunks).allMatch(chunk -> chunk.heading().isEmpty());
    }

    private static List<String> shown(List<Chunk> chunks) {
        return chunks.stream()
                .map(
                        chunk ->
                                line(
                                        chunk.tokens(),
                                        chunk.order(),
                                        GoldenBlocks.md5(chunk.content()),
                                        chunk.content(),
                                        chunk.heading().orElseThrow(),
                                        chunk.blocks()))
                .toList();
    }

    private static List<String> expected(JsonNode chunks) {
        List<String> lines = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            Chunk.Heading heading =
                    new Chunk.Heading(
                            chunk.get(4).asInt(),
                            chunk.get(5).asString(),
                            GoldenBlocks.texts(chunk.get(6)));
            lines.add(
                    line(
                            chunk.get(0).asInt(),
                            chunk.get(1).asInt(),
                            chunk.get(2).asString(),
                            chunk.get(3).asString(),
                            heading,
                            GoldenBlocks.texts(chunk.get(7))));
        }
        return lines;
    }

    private static String line(
            int tokens,
            int order,
            String digest,
            String content,
            Chunk.Heading heading,
            List<String> blocks) {
        int shown =
                content.offsetByCodePoints(
                        0, Math.min(40, content.codePointCount(0, content.length())));
        return "%d. %d tokens %s %s %s %s"
                .formatted(order, tokens, digest, content.substring(0, shown), heading, blocks);
    }
}
