package lightrag.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A knowledge graph made by the caller. Entities and relations name the chunk they come from by its
 * {@code sourceId}; what names none of these chunks has the source {@code UNKNOWN}.
 */
public record CustomGraph(
        List<ChunkText> chunks, List<EntityText> entities, List<RelationText> relations) {
    public CustomGraph {
        chunks = List.copyOf(chunks);
        entities = List.copyOf(entities);
        relations = List.copyOf(relations);
    }

    /**
     * @param sourceId the name by which this graph refers to the chunk
     * @param order position in its source
     */
    public record ChunkText(
            String content, String sourceId, Optional<String> filePath, int order) {}

    /** An entity; one that exists is replaced. */
    public record EntityText(
            String name,
            Optional<String> type,
            Optional<String> description,
            Optional<String> sourceId,
            Optional<String> filePath) {}

    /**
     * A relation; one that exists is replaced. Ends that don't exist become entities.
     *
     * @param weight at least 1 when it has a source; absent = 1
     */
    public record RelationText(
            String source,
            String target,
            String description,
            String keywords,
            OptionalDouble weight,
            Optional<String> sourceId,
            Optional<String> filePath) {}

    /** How many were written. */
    public record Inserted(int chunks, int entities, int relations) {}
}
