package lightrag.spi.storage;

import java.util.Map;

/**
 * What is kept beside an embedding (rule DM-62).
 *
 * @param content the embedded text
 * @param fields {@code entity_name}, {@code src_id}, {@code tgt_id}, {@code source_id}, {@code
 *     full_doc_id}, {@code file_path} as the namespace has them; multiple values joined by {@code
 *     <SEP>}
 * @param createdAt seconds since 1970
 */
public record VectorRow(String id, String content, Map<String, String> fields, long createdAt) {
    public VectorRow {
        fields = Map.copyOf(fields);
    }
}
