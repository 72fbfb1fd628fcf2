package lightrag.engine.merge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.merge.Summarizer.Subject;
import lightrag.engine.options.EngineOptions;
import lightrag.engine.options.MergeOptions;
import lightrag.engine.task.Cancellation;
import lightrag.engine.task.Workers;

/** Adds what a document says to what the graph knows (rules MG-1 to MG-37). */
public final class DocumentMerge {

    private final Summarizer summarizer;
    private final MergeOptions options;
    private final int width;
    private final Workers workers;
    private final InstantSource clock;

    public DocumentMerge(
            Summarizer summarizer, EngineOptions options, Workers workers, InstantSource clock) {
        this.summarizer = summarizer;
        this.options = options.merge();
        this.width = 2 * options.extraction().chunkConcurrency();
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Entities first, then relations, then what relations add to their ends.
     *
     * @param stored must cover {@link DocumentRecords#names} and all relations of the document
     */
    public GraphChanges merge(DocumentRecords document, GraphSnapshot stored, Cancellation scope) {
        long now = clock.instant().getEpochSecond();
        List<EntityMerge> entities = new ArrayList<>();
        document.entities()
                .forEach(
                        (name, records) ->
                                entities.add(
                                        EntityMerge.of(
                                                name,
                                                records,
                                                stored.entity(name),
                                                stored.sourcesOf(name),
                                                options,
                                                now)));
        List<RelationMerge> relations = new ArrayList<>();
        document.relations()
                .forEach(
                        (key, records) -> {
                            if (!key.lesser().equals(key.greater())) {
                                relations.add(
                                        RelationMerge.of(
                                                key,
                                                records,
                                                stored.relation(key),
                                                stored.sourcesOf(key),
                                                options,
                                                now));
                            }
                        });
        List<String> descriptions = describe(entities, relations, scope);
        GraphChanges changes = new GraphChanges(stored);
        for (int i = 0; i < entities.size(); i++) {
            apply(entities.get(i), descriptions.get(i), changes);
        }
        for (int i = 0; i < relations.size(); i++) {
            apply(relations.get(i), descriptions.get(entities.size() + i), changes, now);
        }
        return changes;
    }

    /**
     * Descriptions of entities, then of relations; those that need the model are asked for side by
     * side.
     */
    private List<String> describe(
            List<EntityMerge> entities, List<RelationMerge> relations, Cancellation scope) {
        List<Supplier<String>> texts = new ArrayList<>(entities.size() + relations.size());
        entities.forEach(
                entity ->
                        texts.add(
                                () ->
                                        summarizer.describe(
                                                new Subject("Entity", entity.name()),
                                                entity.fragments(),
                                                scope)));
        relations.forEach(
                relation ->
                        texts.add(
                                () ->
                                        summarizer.describe(
                                                new Subject(
                                                        "Relation",
                                                        "("
                                                                + relation.key().lesser()
                                                                + ", "
                                                                + relation.key().greater()
                                                                + ")"),
                                                relation.fragments(),
                                                scope)));
        return workers.all(texts, width, scope);
    }

    private static void apply(EntityMerge merge, String description, GraphChanges changes) {
        changes.track(merge.name(), merge.sources());
        merge.draft().ifPresent(draft -> changes.put(described(draft, description)));
    }

    private void apply(RelationMerge merge, String description, GraphChanges changes, long now) {
        changes.track(merge.key(), merge.sources());
        merge.draft()
                .ifPresent(
                        draft -> {
                            Relation relation = described(draft, description);
                            for (String end :
                                    List.of(merge.key().lesser(), merge.key().greater())) {
                                RelationEnds.touch(
                                        end, relation, merge.sources(), changes, options, now);
                            }
                            changes.put(relation);
                        });
    }

    private static Entity described(Entity draft, String description) {
        return new Entity(
                draft.name(),
                draft.type(),
                description,
                draft.sourceIds(),
                draft.filePaths(),
                draft.createdAt(),
                draft.truncate());
    }

    private static Relation described(Relation draft, String description) {
        return new Relation(
                draft.source(),
                draft.target(),
                draft.weight(),
                description,
                draft.keywords(),
                draft.sourceIds(),
                draft.filePaths(),
                draft.createdAt(),
                Optional.of(draft.truncate().orElse("")));
    }
}
