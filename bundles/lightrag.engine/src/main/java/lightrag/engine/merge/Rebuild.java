package lightrag.engine.merge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.extract.ExtractedEntity;
import lightrag.engine.extract.ExtractedRelation;
import lightrag.engine.extract.Records;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.merge.Summarizer.Subject;
import lightrag.engine.options.EngineOptions;
import lightrag.engine.options.MergeOptions;
import lightrag.engine.task.Cancellation;
import lightrag.engine.task.Workers;

/** Makes things anew that lost some of their sources (rules DE-23 and DE-24). */
public final class Rebuild {

    private final Summarizer summarizer;
    private final MergeOptions options;
    private final int width;
    private final Workers workers;
    private final InstantSource clock;

    public Rebuild(
            Summarizer summarizer, EngineOptions options, Workers workers, InstantSource clock) {
        this.summarizer = summarizer;
        this.options = options.merge();
        this.width = 2 * options.extraction().chunkConcurrency();
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * @param entities with the sources that remain of each
     * @param relations with the sources that remain of each
     */
    public record Affected(
            Map<Entity, List<String>> entities, Map<Relation, List<String>> relations) {

        public boolean isEmpty() {
            return entities.isEmpty() && relations.isEmpty();
        }
    }

    /** Chunks whose statements a rebuild will ask for. */
    public Set<String> chunksOf(Affected affected) {
        Set<String> chunks = new LinkedHashSet<>();
        affected.entities().values().forEach(ids -> chunks.addAll(ofEntity(ids).kept()));
        affected.relations().values().forEach(ids -> chunks.addAll(ofRelation(ids).kept()));
        return chunks;
    }

    private SourceList ofEntity(List<String> remaining) {
        return SourceList.of(remaining, List.of(), options.maxSourceIdsPerEntity(), options);
    }

    private SourceList ofRelation(List<String> remaining) {
        return SourceList.of(remaining, List.of(), options.maxSourceIdsPerRelation(), options);
    }

    /**
     * @param statements of chunks by id; when there are none at all nothing is described anew (rule
     *     DE-22), but no source that is gone is named any more
     * @param neighbours relations that remain at an entity; asked only for entities that no chunk
     *     describes any more
     */
    public void apply(
            Affected affected,
            Map<String, Records> statements,
            Function<String, List<Relation>> neighbours,
            GraphChanges changes,
            Cancellation scope) {
        affected.entities().forEach((entity, ids) -> changes.track(entity.name(), ids));
        affected.relations().forEach((relation, ids) -> changes.track(relation.key(), ids));
        if (statements.isEmpty()) {
            affected.entities().forEach((entity, ids) -> changes.put(kept(entity, ofEntity(ids))));
            affected.relations()
                    .forEach((relation, ids) -> changes.put(kept(relation, ofRelation(ids))));
            return;
        }
        List<Supplier<Runnable>> tasks = new ArrayList<>();
        affected.entities()
                .forEach(
                        (entity, ids) ->
                                tasks.add(
                                        () -> {
                                            Entity rebuilt =
                                                    entity(
                                                                    entity,
                                                                    ids,
                                                                    statements,
                                                                    neighbours,
                                                                    scope)
                                                            .orElseGet(
                                                                    () ->
                                                                            kept(
                                                                                    entity,
                                                                                    ofEntity(ids)));
                                            return () -> changes.put(rebuilt);
                                        }));
        affected.relations()
                .forEach(
                        (relation, ids) ->
                                tasks.add(
                                        () -> {
                                            Relation rebuilt =
                                                    relation(relation, ids, statements, scope)
                                                            .orElseGet(
                                                                    () ->
                                                                            kept(
                                                                                    relation,
                                                                                    ofRelation(
                                                                                            ids)));
                                            return () -> putWithEnds(rebuilt, changes);
                                        }));
        workers.all(tasks, width, scope).forEach(Runnable::run);
    }

    private Optional<Entity> entity(
            Entity current,
            List<String> remaining,
            Map<String, Records> statements,
            Function<String, List<Relation>> neighbours,
            Cancellation scope) {
        SourceList sources = ofEntity(remaining);
        List<ExtractedEntity> records = new ArrayList<>();
        for (String chunk : sources.kept()) {
            Records found = statements.getOrDefault(chunk, Records.empty());
            records.addAll(found.entities().getOrDefault(current.name(), List.of()));
        }
        long now = clock.instant().getEpochSecond();
        Optional<RebuiltEntity> remade =
                records.isEmpty()
                        ? fromRelations(current, neighbours.apply(current.name()), sources, now)
                        : Optional.of(RebuiltEntity.of(current, records, sources, options, now));
        return remade.map(rebuilt -> described(rebuilt, scope));
    }

    /** As it is, but for the sources that are gone. */
    private static Entity kept(Entity entity, SourceList sources) {
        return new Entity(
                entity.name(),
                entity.type(),
                entity.description(),
                sources.kept(),
                entity.filePaths(),
                entity.createdAt(),
                entity.truncate());
    }

    private static Relation kept(Relation relation, SourceList sources) {
        return new Relation(
                relation.source(),
                relation.target(),
                relation.weight(),
                relation.description(),
                relation.keywords(),
                sources.kept(),
                relation.filePaths(),
                relation.createdAt(),
                relation.truncate());
    }

    private Entity described(RebuiltEntity rebuilt, Cancellation scope) {
        Entity draft = rebuilt.draft();
        return new Entity(
                draft.name(),
                draft.type(),
                summarizer.describe(
                        new Subject("Entity", draft.name()), rebuilt.fragments(), scope),
                draft.sourceIds(),
                draft.filePaths(),
                draft.createdAt(),
                draft.truncate());
    }

    private static Optional<RebuiltEntity> fromRelations(
            Entity current, List<Relation> neighbours, SourceList sources, long now) {
        if (neighbours.isEmpty()) {
            return Optional.empty();
        }
        Set<String> descriptions = new LinkedHashSet<>();
        Set<String> paths = new LinkedHashSet<>();
        for (Relation relation : neighbours) {
            descriptions.add(relation.description());
            paths.addAll(relation.filePaths());
        }
        descriptions.remove("");
        return Optional.of(
                RebuiltEntity.ofRelations(current, List.copyOf(descriptions), paths, sources, now));
    }

    private Optional<Relation> relation(
            Relation current,
            List<String> remaining,
            Map<String, Records> statements,
            Cancellation scope) {
        SourceList sources = ofRelation(remaining);
        RelationKey key = current.key();
        List<ExtractedRelation> records = new ArrayList<>();
        for (String chunk : sources.kept()) {
            Map<Records.Pair, List<ExtractedRelation>> found =
                    statements.getOrDefault(chunk, Records.empty()).relations();
            records.addAll(
                    found.getOrDefault(new Records.Pair(key.lesser(), key.greater()), List.of()));
            records.addAll(
                    found.getOrDefault(new Records.Pair(key.greater(), key.lesser()), List.of()));
        }
        if (records.isEmpty()) {
            return Optional.empty();
        }
        RebuiltRelation rebuilt = RebuiltRelation.of(current, records, sources, options);
        String description =
                summarizer.describe(
                        new Subject("Relation", key.lesser() + "-" + key.greater()),
                        rebuilt.fragments(),
                        scope);
        Relation draft = rebuilt.draft();
        return Optional.of(
                new Relation(
                        draft.source(),
                        draft.target(),
                        draft.weight(),
                        description,
                        draft.keywords(),
                        draft.sourceIds(),
                        draft.filePaths(),
                        draft.createdAt(),
                        draft.truncate()));
    }

    private void putWithEnds(Relation relation, GraphChanges changes) {
        long now = clock.instant().getEpochSecond();
        for (String end : List.of(relation.key().lesser(), relation.key().greater())) {
            if (changes.entity(end).isEmpty()) {
                RelationEnds.create(end, relation, relation.sourceIds(), changes, now);
            }
        }
        changes.put(relation);
    }

    /** Entities and relations with what remains of their sources, in a stable order. */
    public static Affected affected() {
        return new Affected(new LinkedHashMap<>(), new LinkedHashMap<>());
    }
}
