package lightrag.engine.edit;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import lightrag.api.InvalidInputException;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.pipeline.PipelineState;
import lightrag.engine.task.Cancellation;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.GraphStorage.Neighbour;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;

/** What every edit does: takes its turn, reads, embeds, commits. */
public final class EditSession {

    private final WorkspaceStorage storage;
    private final GraphWriter writer;
    private final PipelineState state;
    private final Lock turn;
    private final InstantSource clock;

    /**
     * @param turn held by whoever changes the graph
     */
    public EditSession(
            WorkspaceStorage storage,
            GraphWriter writer,
            PipelineState state,
            Lock turn,
            InstantSource clock) {
        this.storage = storage;
        this.writer = writer;
        this.state = state;
        this.turn = turn;
        this.clock = clock;
    }

    /**
     * @throws lightrag.api.ConflictException the pipeline is busy
     */
    <T> T exclusively(Supplier<T> edit) {
        state.requireIdle();
        turn.lock();
        try {
            return edit.get();
        } finally {
            turn.unlock();
        }
    }

    GraphSnapshot read(Collection<String> names, Collection<RelationKey> keys) {
        return GraphSnapshot.read(storage, names, keys);
    }

    /** Keys of all relations at the entities, in the order of the entities. */
    List<RelationKey> keysAt(Collection<String> names) {
        Map<String, List<Neighbour>> found = storage.graph().neighbours(names);
        return names.stream()
                .flatMap(name -> found.getOrDefault(name, List.of()).stream())
                .map(Neighbour::key)
                .distinct()
                .toList();
    }

    Set<String> existing(Collection<String> names) {
        return storage.graph().existing(names);
    }

    /** Rule DE-58: the spelling that exists, else the spelling extraction would give. */
    String resolve(String raw) {
        String normal = TextCleaner.name(raw);
        if (!raw.equals(normal) && existing(List.of(raw)).contains(raw)) {
            return raw;
        }
        if (normal.isEmpty()) {
            throw new InvalidInputException(
                    Fields.NAME, "The name '" + raw + "' leaves nothing when it is normalised.");
        }
        return normal;
    }

    void commit(GraphChanges changes, List<Mutation> beside) {
        List<Mutation> all =
                new ArrayList<>(
                        writer.mutations(
                                changes, new TextEmbedder.Memory(), now(), new Cancellation()));
        all.addAll(beside);
        storage.commit(all, Durability.SYNCED);
    }

    /** What documents must know of renamed things, so that their deletion finds them. */
    List<Mutation> anchors(Renaming renaming) {
        return renaming.anchors(storage, now());
    }

    /** Seconds since 1970. */
    long now() {
        return clock.instant().getEpochSecond();
    }

    /** Rule DE-51: a relation weighs no less than the chunks that say it. */
    static double checkedWeight(double weight, List<String> sources) {
        long evidence = evidence(sources);
        if (weight < evidence) {
            throw new InvalidInputException(
                    Fields.WEIGHT,
                    "The weight "
                            + weight
                            + " must not be less than the "
                            + evidence
                            + " distinct sources of the relation.");
        }
        return weight;
    }

    static double raisedWeight(double weight, List<String> sources) {
        return Math.max(weight, evidence(sources));
    }

    private static long evidence(List<String> sources) {
        return sources.stream()
                .filter(id -> !GraphSnapshot.NO_EVIDENCE.contains(id))
                .distinct()
                .count();
    }

    static Relation relation(
            Relation like,
            String source,
            String target,
            double weight,
            String description,
            String keywords) {
        return new Relation(
                source,
                target,
                weight,
                description,
                keywords,
                like.sourceIds(),
                like.filePaths(),
                like.createdAt(),
                like.truncate());
    }
}
