package lightrag.spi.storage;

import lightrag.api.SourceFilter;

/**
 * @param embedding not normalised
 * @param topK at least 1
 * @param minScore inclusive
 * @param filter on the fields {@code file_path} (any of its values) and {@code full_doc_id}
 */
public record VectorQuery(float[] embedding, int topK, double minScore, SourceFilter filter) {}
