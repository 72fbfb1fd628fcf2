package lightrag.engine.query;

import java.util.List;
import java.util.Optional;
import lightrag.api.QueryData.EntityHit;
import lightrag.api.RelationKey;

/**
 * What the searches found, merged, before any budget.
 *
 * @param relations by key in order; their texts are read only as far as the budget reaches
 * @param chunks from the chunk search
 * @param queryEmbedding for picking chunks by similarity
 */
record SearchResult(
        List<EntityHit> entities,
        List<RelationKey> relations,
        List<ChunkText> chunks,
        Optional<float[]> queryEmbedding) {}
