package lightrag.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lightrag.api.CodePoints;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;
import lightrag.spi.text.Tokenizer;
import lightrag.tokenizer.JtokkitTokenizerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules MG-40 to MG-43, without a model. */
class SummarizerTest {

    @TempDir Path directory;

    private final Tokenizer tokenizer = new JtokkitTokenizerProvider().tokenizer("o200k_base");

    @Test
    void rememberedCountsAreTheTokenizersOwn() {
        FragmentTokens tokens = new FragmentTokens(tokenizer);
        List<String> texts =
                new ArrayList<>(List.of("", "hello world", "北京大学", "naïve café", "😀"));
        IntStream.range(0, 9000).forEach(i -> texts.add("fragment number " + i));
        for (int round = 0; round < 2; round++) {
            for (String text : texts) {
                assertThat(tokens.of(text)).as(text).isEqualTo(tokenizer.count(text));
            }
        }
    }

    @Test
    void promptsFillOnlyTheirSlots() {
        Prompts prompts = Prompts.load(directory, Map.of(), Map.of());
        String filled = Prompts.fill("{a} {\"x\": {b}} {c", Map.of("a", "{b}", "b", "2"));
        assertThat(filled).isEqualTo("{b} {\"x\": 2} {c");
        assertThat(prompts.text(Prompt.SUMMARIZE))
                .contains("Description List")
                .contains("{description_list}");
        assertThat(prompts.text(Prompt.EXTRACT_USER))
                .contains("---Input Text---\n```\n{input_text}\n```");
        assertThat(CodePoints.length(prompts.text(Prompt.ENTITY_TYPES))).isPositive();
    }
}
