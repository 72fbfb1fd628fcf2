package lightrag.engine.extract;

/**
 * Where a reply comes from.
 *
 * @param timestamp seconds since 1970 of the reply, as first given
 */
public record Provenance(String chunkId, String filePath, long timestamp) {}
