package lightrag.documents.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.Tokenizer;
import lightrag.tokenizer.JtokkitTokenizerProvider;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ChunkProperties {

    private final Tokenizer tokenizer = new JtokkitTokenizerProvider().tokenizer("cl100k_base");
    private final Chunker.Tools tools =
            new Chunker.Tools(
                    tokenizer, texts -> texts.stream().map(t -> new float[] {1}).toList());

    @Property(tries = 200)
    void fixedWindowsEqualANaiveModel(
            @ForAll("texts") String text,
            @ForAll @IntRange(min = 1, max = 12) int size,
            @ForAll @IntRange(min = 0, max = 11) int overlap) {
        int repeat = Math.min(overlap, size - 1);
        int[] tokens = tokenizer.encode(text);
        List<String> expected = new ArrayList<>();
        for (int at = 0; at < tokens.length; at += size - repeat) {
            expected.add(
                    PythonText.strip(
                            tokenizer.decode(tokens, at, Math.min(tokens.length, at + size))));
        }
        List<Chunk> chunks = new FixedTokenChunker().chunk(text, params(size, repeat), tools);
        assertThat(chunks).extracting(Chunk::content).isEqualTo(expected);
        assertThat(chunks).allSatisfy(c -> assertThat(c.tokens()).isBetween(1, size));
    }

    @Property(tries = 200)
    void recursiveChunksCoverAllThatIsNoWhiteSpaceInOrder(
            @ForAll("texts") String text, @ForAll @IntRange(min = 4, max = 40) int size) {
        List<Chunk> chunks = new RecursiveCharacterChunker().chunk(text, params(size, 0), tools);
        StringBuilder joined = new StringBuilder();
        chunks.forEach(c -> joined.append(c.content()));
        assertThat(bare(joined.toString())).isEqualTo(bare(text));
        assertThat(chunks).extracting(Chunk::order).containsExactlyElementsOf(range(chunks.size()));
    }

    @Property(tries = 200)
    void recursiveChunksOfWordsKeepTheLimit(
            @ForAll @IntRange(min = 1, max = 300) int words,
            @ForAll @IntRange(min = 4, max = 40) int size,
            @ForAll @IntRange(min = 0, max = 3) int overlap) {
        String text = "word ".repeat(words);
        List<Chunk> chunks =
                new RecursiveCharacterChunker().chunk(text, params(size, overlap), tools);
        assertThat(chunks).isNotEmpty().allSatisfy(c -> assertThat(c.tokens()).isBetween(1, size));
    }

    private static Map<String, Object> params(int size, int overlap) {
        return Map.of("chunk_token_size", size, "chunk_overlap_token_size", overlap);
    }

    private static String bare(String text) {
        StringBuilder bare = new StringBuilder();
        text.chars().filter(c -> !PythonText.isSpace((char) c)).forEach(c -> bare.append((char) c));
        return bare.toString();
    }

    private static List<Integer> range(int size) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> part =
                Arbitraries.of(
                        "lamp", " ", "\n\n", "\n", "。", "🙂", "naïve", "灯塔", "\u00a0", "x1",
                        "\u3000");
        return part.list().ofMaxSize(80).map(parts -> String.join("", parts));
    }
}
