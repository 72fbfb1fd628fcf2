package lightrag.api;

/** One turn of a conversation; role is {@code user}, {@code assistant} or {@code system}. */
public record ChatMessage(String role, String content) {}
