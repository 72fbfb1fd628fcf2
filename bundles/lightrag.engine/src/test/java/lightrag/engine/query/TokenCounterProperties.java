package lightrag.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import lightrag.engine.query.TokenCounter.LineTokens;
import lightrag.spi.text.Tokenizer;
import lightrag.tokenizer.JtokkitTokenizerProvider;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Counting by pieces gives what counting the joined text gives. */
class TokenCounterProperties {

    private static final Tokenizer TOKENIZER =
            new JtokkitTokenizerProvider().tokenizer("o200k_base");

    @Property(tries = 400)
    void piecesOfAChunkLineAddUp(@ForAll("texts") String text, @ForAll("ids") String id) {
        ChunkText chunk = ChunkText.of("c", text, "f.txt", "");
        References references = References.of(List.of(chunk));
        TokenCounter counter = new TokenCounter(TOKENIZER);
        String line = ChunkLines.render(List.of(chunk), references);

        LineTokens counted = ChunkLines.tokens(chunk, references, counter);

        assertThat(counted.alone()).isEqualTo(TOKENIZER.count(line));
        assertThat(counted.joined()).isEqualTo(TOKENIZER.count(line + "\n"));
        assertThat(ChunkLines.tokens(chunk, references, counter))
                .as("from memory")
                .isEqualTo(counted);
    }

    @Property(tries = 300)
    void budgetCountsTheJoinedText(@ForAll("lists") List<String> texts) {
        List<String> lines =
                texts.stream().map(text -> JsonLines.entity(text, "person", text)).toList();
        TokenCounter counter = new TokenCounter(TOKENIZER);
        TokenBudget budget = new TokenBudget(Integer.MAX_VALUE / 2);
        lines.forEach(line -> budget.take(counter.line(line)));

        assertThat(budget.used())
                .isEqualTo(TOKENIZER.count(lines.stream().collect(Collectors.joining("\n"))));
    }

    @Property(tries = 300)
    void aFullBudgetTakesNothingMore(@ForAll("lists") List<String> texts) {
        TokenCounter counter = new TokenCounter(TOKENIZER);
        TokenBudget budget = new TokenBudget(60);
        List<String> kept =
                texts.stream()
                        .map(text -> JsonLines.relation(text, "b", text))
                        .filter(line -> budget.take(counter.line(line)))
                        .toList();

        assertThat(TOKENIZER.count(String.join("\n", kept)))
                .isEqualTo(budget.used())
                .isLessThanOrEqualTo(60);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words =
                Arbitraries.of(
                        "The",
                        "quick",
                        "don't",
                        "it's",
                        "42",
                        "½",
                        "²",
                        "Ⅳ",
                        "12345",
                        "naïve",
                        "東京",
                        "مرحبا",
                        "हिन्दी",
                        "😀",
                        "👩‍👩‍👧",
                        ".",
                        "...",
                        "\"",
                        "'s",
                        "\\",
                        "\n",
                        "\n\n",
                        "\t",
                        " ",
                        "  ",
                        "{",
                        "}",
                        "/",
                        "e\u0301",
                        "\u00a0",
                        "—",
                        "n/a",
                        "HTTPServer",
                        "</s>",
                        "<|endoftext|>");
        return words.list()
                .ofMaxSize(30)
                .map(list -> String.join("", list))
                .flatMap(
                        dense ->
                                words.list()
                                        .ofMaxSize(12)
                                        .map(list -> dense + String.join(" ", list)));
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return texts().list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.of("", "1", "7", "12", "100");
    }
}
