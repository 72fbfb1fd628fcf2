package lightrag.engine.extract;

import java.util.List;
import lightrag.engine.rows.ChunkRow;

/** What was found in one chunk. @param cacheKeys of the replies it was found in, in call order */
public record Extraction(ChunkRow chunk, Records records, List<String> cacheKeys, int truncatedReplies) {
    public Extraction {
        cacheKeys = List.copyOf(cacheKeys);
    }

    /** The chunk with its replies noted. */
    public ChunkRow row() {
        return chunk.withCacheKeys(cacheKeys);
    }
}
