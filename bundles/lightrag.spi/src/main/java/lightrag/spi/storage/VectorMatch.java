package lightrag.spi.storage;

/**
 * @param score cosine similarity
 */
public record VectorMatch(VectorRow row, double score) {}
