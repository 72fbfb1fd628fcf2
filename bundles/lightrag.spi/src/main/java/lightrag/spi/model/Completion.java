package lightrag.spi.model;

/**
 * @param truncated the reply was cut by a token limit
 */
public record Completion(String text, boolean truncated, TokenUsage usage) {}
