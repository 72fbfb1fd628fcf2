package lightrag.engine.query;

import java.util.OptionalDouble;

/**
 * A chunk on its way into the context.
 *
 * @param headings path of the sections around it, empty text without
 * @param rerankScore absent until reranked
 */
record ChunkText(String id, String content, String filePath, String headings, OptionalDouble rerankScore) {

    /** Where a chunk's source is not known. */
    static final String UNKNOWN_SOURCE = "unknown_source";

    ChunkText withHeadings(String path) {
        return new ChunkText(id, content, filePath, path, rerankScore);
    }

    ChunkText withScore(double score) {
        return new ChunkText(id, content, filePath, headings, OptionalDouble.of(score));
    }

    boolean hasKnownSource() {
        return !filePath.isEmpty() && !filePath.equals(UNKNOWN_SOURCE);
    }
}
