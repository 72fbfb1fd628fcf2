package lightrag.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The structured result of retrieval (rules QY-90 to QY-93).
 *
 * @param success false when nothing was found or the question failed
 * @param found false when there is no data object at all ({@code data:{}} on the wire)
 * @param processingInfo counters by wire name; absent in bypass mode
 * @param failureReason for instance {@code no_results}
 */
public record QueryData(
        boolean success,
        boolean found,
        String message,
        QueryMode mode,
        List<EntityHit> entities,
        List<RelationHit> relations,
        List<ChunkHit> chunks,
        List<Reference> references,
        List<String> highLevelKeywords,
        List<String> lowLevelKeywords,
        Map<String, Integer> processingInfo,
        Optional<String> failureReason) {

    public QueryData {
        entities = List.copyOf(entities);
        relations = List.copyOf(relations);
        chunks = List.copyOf(chunks);
        references = List.copyOf(references);
        highLevelKeywords = List.copyOf(highLevelKeywords);
        lowLevelKeywords = List.copyOf(lowLevelKeywords);
    }

    /**
     * @param createdAt seconds since 1970 of the vector row
     */
    public record EntityHit(Entity entity, long createdAt) {}

    /**
     * @param createdAt seconds since 1970
     */
    public record RelationHit(Relation relation, long createdAt) {}

    /**
     * @param referenceId empty text when the chunk's source is unknown
     */
    public record ChunkHit(String referenceId, String content, String filePath, String chunkId) {}

    /**
     * @param id {@code "1"}, {@code "2"}, … most cited source first
     */
    public record Reference(String id, String filePath) {}
}
