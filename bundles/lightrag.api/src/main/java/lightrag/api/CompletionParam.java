package lightrag.api;

import java.util.List;
import java.util.Optional;

/** A prompt for the model itself. */
public record CompletionParam(
        String prompt, Optional<String> system, List<ChatMessage> history, boolean stream) {
    public CompletionParam {
        history = List.copyOf(history);
    }
}
