package lightrag.documents.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lightrag.documents.markdown.MarkdownParser;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.Tokenizer;
import lightrag.tokenizer.JtokkitTokenizerProvider;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SectionProperties {

    private static final Tokenizer TOKENIZER =
            new JtokkitTokenizerProvider().tokenizer("o200k_base");
    private static final Chunker.Tools TOOLS = new Chunker.Tools(TOKENIZER, texts -> List.of());

    @Property(tries = 150)
    void withoutOverlapNothingIsLostRepeatedOrMoved(
            @ForAll("markdown") String markdown, @ForAll @IntRange(min = 8, max = 200) int size) {
        ParsedDocument document =
                new MarkdownParser()
                        .read("doc-1", "a.md", markdown.getBytes(StandardCharsets.UTF_8));
        List<Chunk> chunks =
                new ParagraphSemanticChunker()
                        .chunk(
                                document,
                                Map.of("chunk_token_size", size, "chunk_overlap_token_size", 0),
                                TOOLS);
        assertThat(dense(chunks.stream().map(Chunk::content).collect(Collectors.joining())))
                .isEqualTo(dense(document.text()));
        Set<String> blocks = document.blocks().stream().map(Block::id).collect(Collectors.toSet());
        assertThat(chunks)
                .allSatisfy(
                        chunk -> {
                            assertThat(chunk.tokens()).isEqualTo(TOKENIZER.count(chunk.content()));
                            assertThat(blocks).containsAll(chunk.blocks());
                        });
        assertThat(chunks).extracting(Chunk::order).isSorted().doesNotHaveDuplicates();
    }

    @Provide
    Arbitrary<String> markdown() {
        Arbitrary<String> words =
                Arbitraries.of("oak", "pine", "hammer", "Nagel", "木", "saw", "shed")
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(40)
                        .map(list -> String.join(" ", list));
        Arbitrary<String> heading =
                Arbitraries.integers()
                        .between(1, 4)
                        .flatMap(
                                level ->
                                        words.map(
                                                text ->
                                                        "#".repeat(level)
                                                                + " "
                                                                + text.split(" ", 3)[0]));
        Arbitrary<String> fence = words.map(text -> "```\n# " + text + "\n```");
        return Arbitraries.frequencyOf(Tuple.of(3, heading), Tuple.of(5, words), Tuple.of(1, fence))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25)
                .map(parts -> String.join("\n\n", parts));
    }

    private static String dense(String text) {
        return text.replaceAll("\\s", "");
    }
}
