package lightrag.engine.merge;

import java.util.List;
import java.util.Optional;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.options.MergeOptions;

/** What a relation does to its ends (rule MG-35). */
final class RelationEnds {

    private static final String UNKNOWN_TYPE = "UNKNOWN";

    private RelationEnds() {}

    /**
     * Creates a missing end from the relation, or adds the relation's sources to an existing one.
     *
     * @param sources of a created end
     * @param now seconds since 1970
     */
    static void touch(
            String end,
            Relation relation,
            List<String> sources,
            GraphChanges changes,
            MergeOptions options,
            long now) {
        Optional<Entity> existing = changes.entity(end);
        if (existing.isPresent()) {
            addSources(existing.get(), relation, changes, options);
        } else {
            create(end, relation, sources, changes, now);
        }
    }

    static void create(
            String end, Relation relation, List<String> sources, GraphChanges changes, long now) {
        changes.put(
                new Entity(
                        end,
                        UNKNOWN_TYPE,
                        relation.description(),
                        relation.sourceIds(),
                        relation.filePaths(),
                        now,
                        Optional.of("")));
        if (!sources.isEmpty()) {
            changes.track(end, sources);
        }
    }

    private static void addSources(
            Entity entity, Relation relation, GraphChanges changes, MergeOptions options) {
        List<String> known = changes.sourcesOf(entity.name());
        SourceList merged =
                SourceList.of(
                        known, relation.sourceIds(), options.maxSourceIdsPerEntity(), options);
        if (!merged.all().equals(known)) {
            changes.track(entity.name(), merged.all());
        }
        if (!merged.kept().equals(entity.sourceIds())) {
            changes.put(
                    new Entity(
                            entity.name(),
                            entity.type(),
                            entity.description(),
                            merged.kept(),
                            entity.filePaths(),
                            entity.createdAt(),
                            entity.truncate()));
        }
    }
}
