package lightrag.engine.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import lightrag.api.Entity;
import lightrag.api.QueryData.EntityHit;
import lightrag.api.QueryMode;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.api.SourceFilter;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.WorkspaceModels;
import lightrag.spi.storage.GraphStorage;
import lightrag.spi.storage.GraphStorage.Neighbour;
import lightrag.spi.storage.VectorMatch;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.VectorStorage;

/** The searches of the graph modes (rules QY-20 to QY-25). */
final class GraphSearch {

    private final GraphStorage graph;
    private final Vectors vectors;
    private final WorkspaceModels models;
    private final double minScore;

    /** The vector stores searched. */
    record Vectors(VectorStorage entities, VectorStorage relations, VectorStorage chunks) {}

    GraphSearch(GraphStorage graph, Vectors vectors, WorkspaceModels models, double minScore) {
        this.graph = graph;
        this.vectors = vectors;
        this.models = models;
        this.minScore = minScore;
    }

    /**
     * @param progress told each step's name
     */
    SearchResult search(QuerySettings settings, Keywords keywords, Consumer<String> progress) {
        QueryMode mode = settings.mode();
        boolean low =
                !keywords.low().isEmpty()
                        && !(mode == QueryMode.GLOBAL && !keywords.high().isEmpty());
        boolean high =
                !keywords.high().isEmpty()
                        && !(mode == QueryMode.LOCAL && !keywords.low().isEmpty());
        Embedded embedded = embed(settings.query(), keywords, low, high);

        Found local = Found.NOTHING;
        if (low) {
            progress.accept("retrieving_entities");
            local = byEntities(settings, embedded.low());
        }
        Found global = Found.NOTHING;
        if (high) {
            progress.accept("retrieving_relations");
            global = byRelations(settings, embedded.high());
        }
        List<ChunkText> chunks = List.of();
        if (mode == QueryMode.MIX) {
            progress.accept("retrieving_chunks");
            chunks = chunks(settings, embedded.query());
        }
        Function<EntityHit, String> name = hit -> hit.entity().name();
        return new SearchResult(
                RoundRobin.merge(name, List.of(local.entities(), global.entities())),
                RoundRobin.merge(
                        Function.identity(), List.of(local.relations(), global.relations())),
                chunks,
                Optional.of(embedded.query()));
    }

    /** Chunks by similarity to the question; of naive mode too. */
    List<ChunkText> chunks(QuerySettings settings, float[] query) {
        return find(vectors.chunks(), query, settings.chunkTopK(), settings.scope().chunks())
                .stream()
                .map(VectorMatch::row)
                .filter(row -> !row.content().isEmpty())
                .map(GraphSearch::chunkOf)
                .toList();
    }

    private static ChunkText chunkOf(VectorRow row) {
        String path = row.fields().getOrDefault("file_path", ChunkText.UNKNOWN_SOURCE);
        return ChunkText.of(row.id(), row.content(), path, "");
    }

    float[] embedQuery(String query) {
        return embed(List.of(query)).getFirst();
    }

    private Embedded embed(String query, Keywords keywords, boolean low, boolean high) {
        List<String> texts = new ArrayList<>(List.of(query));
        if (low) {
            texts.add(keywords.lowText());
        }
        if (high) {
            texts.add(keywords.highText());
        }
        List<float[]> embedded = embed(texts);
        return new Embedded(embedded.getFirst(), embedded.get(low ? 1 : 0), embedded.getLast());
    }

    private List<float[]> embed(List<String> texts) {
        return models.embeddingModel()
                .embed(texts, EmbeddingModel.Purpose.QUERY, CallPriority.INTERACTIVE);
    }

    private record Embedded(float[] query, float[] low, float[] high) {}

    private record Found(List<EntityHit> entities, List<RelationKey> relations) {
        private static final Found NOTHING = new Found(List.of(), List.of());
    }

    /** Entities by similarity, and all their relations by (degrees, weight). */
    private Found byEntities(QuerySettings settings, float[] embedding) {
        SourceScope scope = settings.scope();
        List<VectorMatch> matches =
                find(vectors.entities(), embedding, settings.topK(), scope.graph());
        List<String> names = matches.stream().map(match -> field(match, "entity_name")).toList();
        Map<String, Entity> entities = graph.entities(names);
        List<EntityHit> hits = new ArrayList<>();
        for (VectorMatch match : matches) {
            Entity entity = entities.get(field(match, "entity_name"));
            if (entity != null && scope.allows(entity.filePaths())) {
                hits.add(new EntityHit(entity, match.row().createdAt()));
            }
        }
        return new Found(hits, allowed(relationsOf(hits), scope));
    }

    private List<RelationKey> relationsOf(List<EntityHit> hits) {
        List<String> names = hits.stream().map(hit -> hit.entity().name()).toList();
        Map<String, List<Neighbour>> neighbours = graph.neighbours(names);
        Map<RelationKey, Neighbour> distinct = new LinkedHashMap<>();
        for (String name : names) {
            for (Neighbour neighbour : neighbours.getOrDefault(name, List.of())) {
                distinct.putIfAbsent(neighbour.key(), neighbour);
            }
        }
        List<Neighbour> ranked = new ArrayList<>(distinct.values());
        ranked.sort(
                Comparator.comparingInt(Neighbour::rank)
                        .thenComparingDouble(Neighbour::weight)
                        .reversed());
        return ranked.stream().map(Neighbour::key).toList();
    }

    /** A neighbour says nothing of its files, so that a filter must read the relations. */
    private List<RelationKey> allowed(List<RelationKey> keys, SourceScope scope) {
        if (!scope.restricts()) {
            return keys;
        }
        Map<RelationKey, Relation> rows = graph.relations(keys);
        return keys.stream().filter(key -> isAllowed(key, rows, scope)).toList();
    }

    private static boolean isAllowed(
            RelationKey key, Map<RelationKey, Relation> rows, SourceScope scope) {
        Relation relation = rows.get(key);
        return relation != null && scope.allows(relation.filePaths());
    }

    /** Relations by similarity, and their ends in that order. */
    private Found byRelations(QuerySettings settings, float[] embedding) {
        List<RelationKey> found =
                find(vectors.relations(), embedding, settings.topK(), settings.scope().graph())
                        .stream()
                        .map(
                                match ->
                                        RelationKey.of(
                                                field(match, "src_id"), field(match, "tgt_id")))
                        .toList();
        Map<RelationKey, Relation> rows = graph.relations(found);
        List<RelationKey> relations =
                found.stream().filter(key -> isAllowed(key, rows, settings.scope())).toList();
        Set<String> names = new LinkedHashSet<>();
        for (RelationKey key : relations) {
            names.add(key.lesser());
            names.add(key.greater());
        }
        Map<String, Entity> entities = graph.entities(names);
        List<EntityHit> hits =
                names.stream()
                        .filter(entities::containsKey)
                        .map(entities::get)
                        .filter(entity -> settings.scope().allows(entity.filePaths()))
                        .map(entity -> new EntityHit(entity, entity.createdAt()))
                        .toList();
        return new Found(hits, relations);
    }

    private List<VectorMatch> find(
            VectorStorage store, float[] embedding, int topK, SourceFilter filter) {
        return store.search(new VectorQuery(embedding, topK, minScore, filter));
    }

    private static String field(VectorMatch match, String name) {
        return match.row().fields().getOrDefault(name, "");
    }
}
