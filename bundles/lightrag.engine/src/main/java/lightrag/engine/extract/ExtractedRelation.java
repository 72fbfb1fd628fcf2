package lightrag.engine.extract;

/**
 * What one chunk says of one relation.
 *
 * @param keywords joined by commas
 * @param timestamp seconds since 1970 of the reply, as first given
 */
public record ExtractedRelation(
        String source,
        String target,
        String keywords,
        String description,
        String chunkId,
        String filePath,
        long timestamp) {

    /** What one statement adds to the weight of a relation; models are not asked for another. */
    public static final double WEIGHT = 1.0;
}
