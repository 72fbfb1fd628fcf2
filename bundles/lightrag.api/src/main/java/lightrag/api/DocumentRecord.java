package lightrag.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The status row of one document (rule DM-47 of the engine rules).
 *
 * @param contentSummary at most 250 characters and {@code ...}
 * @param contentLength in code points
 * @param createdAt microsecond precision, never changes
 * @param chunkIds empty where the row was listed rather than read by id
 * @param error message of the last failure
 * @param metadata JSON-like values: String, Long, Double, Boolean, List, Map
 */
public record DocumentRecord(
        String id,
        DocStatus status,
        String contentSummary,
        long contentLength,
        String filePath,
        Instant createdAt,
        Instant updatedAt,
        String trackId,
        Optional<String> contentHash,
        Optional<Integer> chunksCount,
        List<String> chunkIds,
        Optional<String> error,
        Map<String, Object> metadata) {
    public DocumentRecord {
        chunkIds = List.copyOf(chunkIds);
        metadata = Map.copyOf(metadata);
    }
}
