package lightrag.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;
import lightrag.spi.text.Tokenizer;
import lightrag.tokenizer.JtokkitTokenizerProvider;
import org.junit.jupiter.api.Test;

/** Our prompts cost no more than what is charged for them. */
class PromptCostsTest {

    private static final Tokenizer TOKENIZER =
            new JtokkitTokenizerProvider().tokenizer("o200k_base");
    private final Prompts prompts = Prompts.load(Path.of("no-such-directory"), Map.of(), Map.of());

    @Test
    void answerPromptsStayBelowTheCharge() {
        assertThat(tokens(Prompt.ANSWER_GRAPH))
                .isLessThanOrEqualTo(PromptCosts.GRAPH_ANSWER_TOKENS);
        assertThat(tokens(Prompt.ANSWER_NAIVE))
                .isLessThanOrEqualTo(PromptCosts.NAIVE_ANSWER_TOKENS);
    }

    @Test
    void contextFrameStaysBelowTheCharge() {
        assertThat(tokens(Prompt.CONTEXT_GRAPH))
                .isLessThanOrEqualTo(PromptCosts.GRAPH_FRAME_TOKENS);
    }

    private int tokens(Prompt prompt) {
        return TOKENIZER.count(
                prompts.fill(
                        prompt,
                        Map.of(
                                "response_type",
                                "",
                                "user_prompt",
                                "",
                                "context_data",
                                "",
                                "content_data",
                                "",
                                "entities_str",
                                "",
                                "relations_str",
                                "",
                                "text_chunks_str",
                                "",
                                "reference_list_str",
                                "")));
    }
}
