package lightrag.engine.query;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.api.QueryData.EntityHit;
import lightrag.api.QueryData.RelationHit;
import lightrag.api.Relation;

/**
 * Leaves of entities and relations only the sources that a filter allows, so that nothing else is
 * shown, or read for the context. Their descriptions stay as the graph has them.
 */
final class SourceNarrowing {

    private final ChunkReader reader;

    SourceNarrowing(ChunkReader reader) {
        this.reader = reader;
    }

    GraphContext narrow(GraphContext graph, SourceScope scope) {
        if (!scope.restricts()) {
            return graph;
        }
        Set<String> ids = new HashSet<>();
        graph.entities().forEach(hit -> ids.addAll(hit.entity().sourceIds()));
        graph.relations().forEach(hit -> ids.addAll(hit.relation().sourceIds()));
        Set<String> chunks = reader.matching(List.copyOf(ids), scope.chunks());
        Set<String> files = scope.graph().filePaths();
        return new GraphContext(
                graph.entities().stream()
                        .map(
                                hit ->
                                        new EntityHit(
                                                narrow(hit.entity(), chunks, files),
                                                hit.createdAt()))
                        .toList(),
                graph.relations().stream()
                        .map(
                                hit ->
                                        new RelationHit(
                                                narrow(hit.relation(), chunks, files),
                                                hit.createdAt()))
                        .toList(),
                graph.entityLines(),
                graph.relationLines(),
                graph.tokens());
    }

    private static Entity narrow(Entity entity, Set<String> chunks, Set<String> files) {
        return new Entity(
                entity.name(),
                entity.type(),
                entity.description(),
                kept(entity.sourceIds(), chunks),
                kept(entity.filePaths(), files),
                entity.createdAt(),
                entity.truncate());
    }

    private static Relation narrow(Relation relation, Set<String> chunks, Set<String> files) {
        return new Relation(
                relation.source(),
                relation.target(),
                relation.weight(),
                relation.description(),
                relation.keywords(),
                kept(relation.sourceIds(), chunks),
                kept(relation.filePaths(), files),
                relation.createdAt(),
                relation.truncate());
    }

    private static List<String> kept(List<String> all, Set<String> allowed) {
        return all.stream().filter(allowed::contains).toList();
    }
}
