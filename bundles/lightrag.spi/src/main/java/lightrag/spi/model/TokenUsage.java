package lightrag.spi.model;

/** Tokens as the provider counted them; 0 where it does not say. */
public record TokenUsage(long promptTokens, long completionTokens) {
    public static final TokenUsage UNKNOWN = new TokenUsage(0, 0);
}
