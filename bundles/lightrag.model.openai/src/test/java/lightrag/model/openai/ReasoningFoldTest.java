package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.spi.model.TokenUsage;
import org.junit.jupiter.api.Test;

class ReasoningFoldTest {

    @Test
    void thoughtsBeforeTheAnswerAreMarked() {
        assertThat(fold(true, thought("a"), thought("b"), text("x"), thought("late"), text("y")))
                .containsExactly("<think>", "a", "b", "</think>", "x", "y");
    }

    @Test
    void thoughtsWithoutAnAnswerAreClosed() {
        assertThat(fold(true, thought("a"))).containsExactly("<think>", "a", "</think>");
    }

    @Test
    void thoughtsAreDroppedWhereNobodyWantsThem() {
        assertThat(fold(false, thought("a"), text("x"))).containsExactly("x");
    }

    private static List<String> fold(boolean shown, ChatReply... pieces) {
        ReasoningFold fold = new ReasoningFold(shown);
        List<String> out = new ArrayList<>();
        for (ChatReply piece : pieces) {
            out.addAll(fold.accept(piece));
        }
        out.addAll(fold.end());
        return out;
    }

    private static ChatReply text(String text) {
        return new ChatReply(text, "", "", TokenUsage.UNKNOWN, Optional.empty());
    }

    private static ChatReply thought(String text) {
        return new ChatReply("", text, "", TokenUsage.UNKNOWN, Optional.empty());
    }
}
