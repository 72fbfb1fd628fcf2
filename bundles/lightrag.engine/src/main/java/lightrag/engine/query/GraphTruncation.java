package lightrag.engine.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import lightrag.api.Entity;
import lightrag.api.QueryData.EntityHit;
import lightrag.api.QueryData.RelationHit;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.spi.storage.GraphStorage;

/**
 * Cuts entities and relations to their token budgets, whole items from the end (rules QY-30 to
 * QY-32).
 */
final class GraphTruncation {

    /** Relations read at a time; a default budget holds about as many. */
    private static final int BATCH = 96;

    private final GraphStorage graph;
    private final TokenCounter tokens;

    GraphTruncation(GraphStorage graph, TokenCounter tokens) {
        this.graph = graph;
        this.tokens = tokens;
    }

    GraphContext cut(SearchResult found, QuerySettings settings) {
        StringJoiner entityLines = new StringJoiner("\n");
        TokenBudget entityBudget = new TokenBudget(settings.maxEntityTokens());
        List<EntityHit> entities = new ArrayList<>();
        for (EntityHit hit : found.entities()) {
            Entity entity = hit.entity();
            String line = JsonLines.entity(entity.name(), entity.type(), entity.description());
            if (!entityBudget.take(tokens.line(line))) {
                break;
            }
            entities.add(hit);
            entityLines.add(line);
        }
        StringJoiner relationLines = new StringJoiner("\n");
        TokenBudget relationBudget = new TokenBudget(settings.maxRelationTokens());
        List<RelationHit> relations = relations(found.relations(), relationBudget, relationLines);
        return new GraphContext(
                entities,
                relations,
                entityLines.toString(),
                relationLines.toString(),
                entityBudget.used() + relationBudget.used());
    }

    private List<RelationHit> relations(
            List<RelationKey> keys, TokenBudget budget, StringJoiner lines) {
        List<RelationHit> kept = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<RelationKey> batch = keys.subList(from, Math.min(from + BATCH, keys.size()));
            Map<RelationKey, Relation> rows = graph.relations(batch);
            for (RelationKey key : batch) {
                Relation relation = rows.get(key);
                if (relation == null) {
                    continue;
                }
                String line =
                        JsonLines.relation(key.lesser(), key.greater(), relation.description());
                if (!budget.take(tokens.line(line))) {
                    return kept;
                }
                kept.add(new RelationHit(sorted(relation, key), relation.createdAt()));
                lines.add(line);
            }
        }
        return kept;
    }

    private static Relation sorted(Relation relation, RelationKey key) {
        return relation.source().equals(key.lesser())
                ? relation
                : new Relation(
                        key.lesser(),
                        key.greater(),
                        relation.weight(),
                        relation.description(),
                        relation.keywords(),
                        relation.sourceIds(),
                        relation.filePaths(),
                        relation.createdAt(),
                        relation.truncate());
    }
}
