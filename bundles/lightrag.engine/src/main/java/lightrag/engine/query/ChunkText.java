package lightrag.engine.query;

import java.util.OptionalDouble;

/**
 * A chunk on its way into the context.
 *
 * @param headings path of the sections around it, empty text without
 * @param rerankScore absent until reranked
 * @param body the content as it stands in a line, with what was counted of it
 */
record ChunkText(
        String id,
        String content,
        String filePath,
        String headings,
        OptionalDouble rerankScore,
        ChunkBody body) {

    /** Where a chunk's source is not known. */
    static final String UNKNOWN_SOURCE = "unknown_source";

    static ChunkText of(String id, String content, String filePath, String headings) {
        return new ChunkText(
                id, content, filePath, headings, OptionalDouble.empty(), new ChunkBody(content));
    }

    ChunkText withScore(double score) {
        return new ChunkText(id, content, filePath, headings, OptionalDouble.of(score), body);
    }

    boolean hasKnownSource() {
        return !filePath.isEmpty() && !filePath.equals(UNKNOWN_SOURCE);
    }
}
