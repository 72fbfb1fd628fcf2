package lightrag.engine.purge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.cache.ModelCache;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.merge.Rebuild;
import lightrag.engine.rows.DocumentEntities;
import lightrag.engine.rows.DocumentRelations;
import lightrag.engine.task.Cancellation;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.GraphStorage.Neighbour;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Takes what a document's chunks added out of the graph (rules DE-10 to DE-13), all in one commit.
 */
public final class Purge {

    private final WorkspaceStorage storage;
    private final CachedStatements statements;
    private final Rebuild rebuild;
    private final GraphWriter writer;
    private final Lock turn;
    private final InstantSource clock;

    /**
     * @param turn held by whoever changes the graph
     */
    public Purge(
            WorkspaceStorage storage,
            ModelCache cache,
            Rebuild rebuild,
            GraphWriter writer,
            Lock turn,
            InstantSource clock) {
        this.storage = storage;
        this.statements = new CachedStatements(storage, cache);
        this.rebuild = rebuild;
        this.writer = writer;
        this.turn = turn;
        this.clock = clock;
    }

    /**
     * Makes a document that is in the graph already, from an older writer, fit to be processed
     * again.
     */
    public void beforeReprocessing(DocumentRecord document, Cancellation scope) {
        if (storage.keyValues(KeyValueNamespace.FULL_ENTITIES).get(document.id()).isEmpty()) {
            return;
        }
        turn.lock();
        try {
            storage.commit(contributions(document, scope), Durability.SYNCED);
        } finally {
            turn.unlock();
        }
    }

    /** The changes that remove a document's chunks and what they added; the caller has the turn. */
    public List<Mutation> contributions(DocumentRecord document, Cancellation scope) {
        Set<String> gone = new LinkedHashSet<>(document.chunkIds());
        GraphChanges changes = changes(document.id(), gone, scope);
        List<Mutation> all =
                new ArrayList<>(
                        writer.mutations(
                                changes,
                                new TextEmbedder.Memory(),
                                clock.instant().getEpochSecond(),
                                scope));
        for (String chunk : gone) {
            all.add(new Mutation.DeleteVector(VectorNamespace.CHUNKS, chunk));
            all.add(new Mutation.DeleteValue(KeyValueNamespace.TEXT_CHUNKS, chunk));
        }
        all.add(new Mutation.DeleteValue(KeyValueNamespace.FULL_ENTITIES, document.id()));
        all.add(new Mutation.DeleteValue(KeyValueNamespace.FULL_RELATIONS, document.id()));
        return all;
    }

    private GraphChanges changes(String documentId, Set<String> gone, Cancellation scope) {
        List<String> names =
                storage.keyValues(KeyValueNamespace.FULL_ENTITIES)
                        .get(documentId)
                        .map(row -> DocumentEntities.decode(row).names())
                        .orElse(List.of());
        List<RelationKey> pairs =
                storage.keyValues(KeyValueNamespace.FULL_RELATIONS)
                        .get(documentId)
                        .map(row -> DocumentRelations.decode(row).pairs())
                        .orElse(List.of());
        return without(names, pairs, gone, scope);
    }

    /**
     * What becomes of entities and relations when chunks are gone: rebuilt from what remains, or
     * deleted; the caller has the turn.
     */
    public GraphChanges without(
            Collection<String> names,
            Collection<RelationKey> pairs,
            Set<String> gone,
            Cancellation scope) {
        Set<String> withEnds = new LinkedHashSet<>(names);
        pairs.forEach(pair -> withEnds.addAll(List.of(pair.lesser(), pair.greater())));
        GraphSnapshot stored = GraphSnapshot.read(storage, withEnds, pairs);
        GraphChanges changes = new GraphChanges(stored);
        Rebuild.Affected affected = Rebuild.affected();
        sortOutRelations(stored, gone, changes, affected);
        sortOutEntities(stored, gone, changes, affected);
        if (!affected.isEmpty()) {
            rebuild.apply(
                    affected,
                    statements.of(rebuild.chunksOf(affected)),
                    name -> remainingAt(name, changes),
                    changes,
                    scope);
        }
        return changes;
    }

    private static void sortOutRelations(
            GraphSnapshot stored,
            Set<String> gone,
            GraphChanges changes,
            Rebuild.Affected affected) {
        for (Relation relation : stored.relations().values()) {
            List<String> tracked = stored.relationSources().getOrDefault(relation.key(), List.of());
            List<String> sources = tracked.isEmpty() ? relation.sourceIds() : tracked;
            List<String> remaining = without(sources, gone);
            if (remaining.isEmpty()) {
                changes.delete(relation.key());
            } else if (isTouched(sources, remaining, relation.sourceIds(), gone)) {
                affected.relations().put(relation, real(remaining));
            }
        }
    }

    /** An entity that goes takes all its relations along, those of other documents too. */
    private void sortOutEntities(
            GraphSnapshot stored,
            Set<String> gone,
            GraphChanges changes,
            Rebuild.Affected affected) {
        List<String> deleted = new ArrayList<>();
        for (Entity entity : stored.entities().values()) {
            List<String> tracked = stored.entitySources().getOrDefault(entity.name(), List.of());
            List<String> sources = tracked.isEmpty() ? entity.sourceIds() : tracked;
            List<String> remaining = without(sources, gone);
            if (remaining.isEmpty()) {
                deleted.add(entity.name());
            } else if (isTouched(sources, remaining, entity.sourceIds(), gone)) {
                affected.entities().put(entity, remaining);
            }
        }
        storage.graph()
                .neighbours(deleted)
                .values()
                .forEach(
                        list ->
                                list.forEach(
                                        neighbour -> {
                                            changes.delete(neighbour.key());
                                            affected.relations()
                                                    .keySet()
                                                    .removeIf(
                                                            relation ->
                                                                    relation.key()
                                                                            .equals(
                                                                                    neighbour
                                                                                            .key()));
                                        }));
        deleted.forEach(changes::delete);
    }

    private static List<String> without(List<String> sources, Set<String> gone) {
        return sources.stream().filter(id -> !gone.contains(id)).toList();
    }

    private static List<String> real(List<String> sources) {
        return sources.stream().filter(id -> !GraphSnapshot.NO_EVIDENCE.contains(id)).toList();
    }

    private static boolean isTouched(
            List<String> sources, List<String> remaining, List<String> shown, Set<String> gone) {
        return remaining.size() != sources.size() || shown.stream().anyMatch(gone::contains);
    }

    /** Relations that stay at an entity. */
    private List<Relation> remainingAt(String name, GraphChanges changes) {
        List<RelationKey> keys =
                storage.graph().neighbours(List.of(name)).getOrDefault(name, List.of()).stream()
                        .map(Neighbour::key)
                        .filter(key -> !changes.deletes(key))
                        .toList();
        Map<RelationKey, Relation> relations = storage.graph().relations(keys);
        return keys.stream().map(relations::get).filter(Objects::nonNull).toList();
    }
}
