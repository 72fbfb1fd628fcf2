package lightrag.engine.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightrag.api.CodePoints;
import lightrag.api.Entity;
import lightrag.api.GraphEdit;
import lightrag.api.InvalidInputException;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.rows.SourceIds;
import lightrag.engine.text.PythonText;

/** Makes one entity of several (rule DE-57). */
public final class EntityMerging {

    private final EditSession session;

    public EntityMerging(EditSession session) {
        this.session = session;
    }

    /** See {@link lightrag.api.GraphOperations#mergeEntities}. */
    public GraphEdit mergeInto(String target, List<String> rawSources) {
        if (rawSources.isEmpty()) {
            throw new InvalidInputException(
                    "entities_to_change", "Name at least one entity to merge.");
        }
        return session.exclusively(
                () -> {
                    List<String> sources =
                            rawSources.stream().map(session::resolve).distinct().toList();
                    Entity merged = merge(sources, session.resolve(target));
                    return new GraphEdit.OfEntity(
                            merged,
                            "Merged " + sources.size() + " entities into '" + merged.name() + "'.",
                            Optional.empty());
                });
    }

    /** The caller has the turn. */
    Entity merge(List<String> sources, String target) {
        List<String> all = Stream.concat(sources.stream(), Stream.of(target)).distinct().toList();
        List<RelationKey> keys = session.keysAt(all);
        GraphSnapshot stored = session.read(all, keys);
        for (String source : sources) {
            if (stored.entity(source).isEmpty()) {
                throw new InvalidInputException(
                        "entities_to_change", "The entity '" + source + "' does not exist.");
            }
        }
        Renaming renaming = renaming(sources, target, stored, all);
        GraphChanges changes = new GraphChanges(stored);
        Entity merged =
                merged(target, all.stream().flatMap(name -> stored.entity(name).stream()).toList());
        redirect(keys, stored, renaming, changes);
        sources.stream().filter(name -> !name.equals(target)).forEach(changes::delete);
        changes.put(merged);
        changes.track(target, Tracking.union(all.stream().map(stored::sourcesOf).toList()));
        session.commit(changes, session.anchors(renaming));
        return merged;
    }

    private static Renaming renaming(
            List<String> sources, String target, GraphSnapshot stored, List<String> all) {
        Map<String, String> names = new HashMap<>();
        sources.forEach(source -> names.put(source, target));
        Set<String> chunks = new LinkedHashSet<>();
        all.forEach(name -> chunks.addAll(stored.sourcesOf(name)));
        return new Renaming(names, chunks);
    }

    private static Entity merged(String target, List<Entity> parts) {
        return new Entity(
                target,
                parts.stream()
                        .map(Entity::type)
                        .filter(type -> !type.isEmpty())
                        .findFirst()
                        .orElse(""),
                parts.stream()
                        .map(Entity::description)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(SourceIds.SEPARATOR)),
                Tracking.union(parts.stream().map(Entity::sourceIds).toList()),
                Tracking.union(parts.stream().map(Entity::filePaths).toList()),
                parts.getFirst().createdAt(),
                parts.stream().flatMap(part -> part.truncate().stream()).findFirst());
    }

    private static void redirect(
            List<RelationKey> keys, GraphSnapshot stored, Renaming renaming, GraphChanges changes) {
        Map<RelationKey, List<Relation>> byNewKey = new LinkedHashMap<>();
        Map<RelationKey, List<List<String>>> sources = new HashMap<>();
        for (RelationKey key : keys) {
            changes.delete(key);
            RelationKey moved = renaming.of(key);
            if (!moved.lesser().equals(moved.greater())) {
                stored.relation(key)
                        .ifPresent(
                                relation ->
                                        byNewKey.computeIfAbsent(moved, k -> new ArrayList<>())
                                                .add(relation));
                sources.computeIfAbsent(moved, k -> new ArrayList<>()).add(stored.sourcesOf(key));
            }
        }
        byNewKey.forEach(
                (key, parts) -> {
                    changes.put(combined(renaming, parts));
                    changes.track(key, Tracking.union(sources.getOrDefault(key, List.of())));
                });
    }

    private static Relation combined(Renaming renaming, List<Relation> parts) {
        Relation first = parts.getFirst();
        List<String> sources = Tracking.union(parts.stream().map(Relation::sourceIds).toList());
        double weight = parts.stream().mapToDouble(Relation::weight).max().orElse(1.0);
        return new Relation(
                renaming.of(first.source()),
                renaming.of(first.target()),
                EditSession.raisedWeight(weight, sources),
                parts.stream()
                        .map(Relation::description)
                        .collect(Collectors.joining(SourceIds.SEPARATOR)),
                parts.size() == 1 ? first.keywords() : keywords(parts),
                sources,
                Tracking.union(parts.stream().map(Relation::filePaths).toList()),
                first.createdAt(),
                first.truncate());
    }

    private static String keywords(List<Relation> parts) {
        return parts.stream()
                .flatMap(part -> Arrays.stream(part.keywords().split(",")))
                .map(PythonText::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(() -> new TreeSet<>(CodePoints::compare)))
                .stream()
                .collect(Collectors.joining(","));
    }
}
