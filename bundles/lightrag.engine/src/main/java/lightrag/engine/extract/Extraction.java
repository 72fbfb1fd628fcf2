package lightrag.engine.extract;

import java.util.List;
import lightrag.engine.rows.ChunkRow;

/** What was found in one chunk. @param cacheKeys of the replies it was found in, in call order */
public record Extraction(
        ChunkRow chunk, Records records, List<String> cacheKeys, int truncatedReplies) {
    public Extraction {
        cacheKeys = List.copyOf(cacheKeys);
    }

    /** A chunk nobody looked into. */
    public static Extraction none(ChunkRow chunk) {
        return new Extraction(chunk, Records.empty(), List.of(), 0);
    }

    /** The chunk with its replies noted. */
    public ChunkRow row() {
        return chunk.withMoreCacheKeys(cacheKeys);
    }
}
