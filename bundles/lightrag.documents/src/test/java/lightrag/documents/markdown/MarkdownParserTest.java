package lightrag.documents.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lightrag.api.InvalidInputException;
import lightrag.documents.section.GoldenBlocks;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.ParsedDocument.Item;
import lightrag.spi.text.ParsedDocument.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MarkdownParserTest {

    static Stream<GoldenBlocks> documents() throws IOException {
        return GoldenBlocks.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void blocksEqualTheReferences(GoldenBlocks document) {
        ParsedDocument parsed = document.parsed();
        String content = document.get("content").asString();
        boolean digest = content.matches("[0-9a-f]{32}");
        assertThat(digest ? GoldenBlocks.md5(parsed.text()) : parsed.text()).isEqualTo(content);
        List<Block> blocks = new ArrayList<>();
        for (JsonNode block : document.get("blocks")) {
            blocks.add(
                    new Block(
                            block.get(0).asString(),
                            block.get(1).asInt(),
                            block.get(2).asString(),
                            GoldenBlocks.texts(block.get(3)),
                            ""));
        }
        assertThat(parsed.blocks())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("content")
                .isEqualTo(blocks);
        assertThat(shown(parsed.items())).isEqualTo(expected(document.get("items")));
    }

    private static List<String> shown(List<Item> items) {
        return items.stream()
                .map(
                        item ->
                                String.join(
                                        " ",
                                        item.kind() == Kind.TABLE ? "tables" : "equations",
                                        item.id(),
                                        item.blockId(),
                                        item.format(),
                                        item.content(),
                                        item.header().orElse("")))
                .toList();
    }

    private static List<String> expected(JsonNode items) {
        List<String> lines = new ArrayList<>();
        for (String kind : List.of("tables", "equations")) {
            for (JsonNode item : items.path(kind)) {
                List<String> fields = new ArrayList<>(List.of(kind));
                fields.addAll(GoldenBlocks.texts(item));
                lines.add(String.join(" ", fields));
            }
        }
        return lines;
    }

    @Test
    void aLineOfBeginningsIsWalkedOnce() {
        String hostile = "![a](<".repeat(100_000);
        ParsedDocument parsed = assertTimeout(Duration.ofSeconds(10), () -> read(hostile));
        assertThat(parsed.text()).isEqualTo(hostile);
    }

    @Test
    void anotherEncodingIsRefused() {
        byte[] latin = "# Größe\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> new MarkdownParser().read("doc-1", "a.md", latin))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("UTF-8");
    }

    private static ParsedDocument read(String text) {
        return new MarkdownParser().read("doc-1", "a.md", text.getBytes(StandardCharsets.UTF_8));
    }
}
