package lightrag.engine.extract;

/**
 * What one chunk says of one entity.
 *
 * @param type lower case, without blanks
 * @param timestamp seconds since 1970 of the reply, as first given
 */
public record ExtractedEntity(
        String name,
        String type,
        String description,
        String chunkId,
        String filePath,
        long timestamp) {}
