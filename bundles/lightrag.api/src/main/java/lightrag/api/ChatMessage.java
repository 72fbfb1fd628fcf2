package lightrag.api;

import java.util.Map;

/**
 * One turn of a conversation.
 *
 * @param role {@code user}, {@code assistant}, {@code system} or what else a model knows
 * @param extras further members that a model may understand, such as {@code name}; values are JSON
 *     texts
 */
public record ChatMessage(String role, String content, Map<String, String> extras) {

    public ChatMessage {
        extras = Map.copyOf(extras);
    }

    /** A message without extras. */
    public ChatMessage(String role, String content) {
        this(role, content, Map.of());
    }
}
