package lightrag.model.openai;

import java.util.Optional;
import lightrag.spi.model.TokenUsage;

/**
 * A whole reply, or one piece of a streamed one.
 *
 * @param reasoning what the model wrote to itself, where the endpoint shows it
 * @param finish why it ended; empty while it goes on
 * @param usage {@link TokenUsage#UNKNOWN} unless this piece carries it
 * @param error what the endpoint says went wrong
 */
record ChatReply(
        String text, String reasoning, String finish, TokenUsage usage, Optional<String> error) {

    boolean truncated() {
        return finish.equals("length");
    }
}
