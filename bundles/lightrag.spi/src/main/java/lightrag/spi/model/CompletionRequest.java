package lightrag.spi.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.ChatMessage;

/**
 * @param prompt the last user message
 * @param history messages before it
 * @param json ask for one JSON object
 * @param maxTokens of the reply
 */
public record CompletionRequest(
        String prompt,
        Optional<String> system,
        List<ChatMessage> history,
        boolean json,
        OptionalInt maxTokens,
        CallPriority priority) {
    public CompletionRequest {
        history = List.copyOf(history);
    }

    public static CompletionRequest of(String prompt, CallPriority priority) {
        return new CompletionRequest(
                prompt, Optional.empty(), List.of(), false, OptionalInt.empty(), priority);
    }
}
