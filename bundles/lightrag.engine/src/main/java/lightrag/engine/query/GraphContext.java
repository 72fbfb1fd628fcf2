package lightrag.engine.query;

import java.util.List;
import lightrag.api.QueryData.EntityHit;
import lightrag.api.QueryData.RelationHit;

/**
 * Entities and relations that fit their budgets.
 *
 * @param entityLines rendered, joined by line ends
 * @param tokens of both blocks of lines
 */
record GraphContext(
        List<EntityHit> entities,
        List<RelationHit> relations,
        String entityLines,
        String relationLines,
        int tokens) {

    static final GraphContext EMPTY = new GraphContext(List.of(), List.of(), "", "", 0);

    boolean isEmpty() {
        return entities.isEmpty() && relations.isEmpty();
    }
}
