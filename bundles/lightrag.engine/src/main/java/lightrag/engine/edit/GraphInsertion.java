package lightrag.engine.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.CustomGraph;
import lightrag.api.CustomGraph.ChunkText;
import lightrag.api.CustomGraph.EntityText;
import lightrag.api.CustomGraph.RelationText;
import lightrag.api.Entity;
import lightrag.api.InvalidInputException;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.pipeline.DocumentName;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.task.Cancellation;
import lightrag.engine.text.Hashing;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.text.Tokenizer;

/**
 * Writes a graph that a caller made, all of it or nothing. Ids are the reference's: of chunks by
 * their text, of entities and relations by their names.
 */
public final class GraphInsertion {

    private static final String SOURCE = "custom_kg";
    private static final String UNKNOWN = "UNKNOWN";

    private final EditSession session;
    private final TextEmbedder embedder;
    private final Tokenizer tokenizer;

    public GraphInsertion(EditSession session, TextEmbedder embedder, Tokenizer tokenizer) {
        this.session = session;
        this.embedder = embedder;
        this.tokenizer = tokenizer;
    }

    /** See {@link lightrag.api.DataOperations#insertGraph}. */
    public CustomGraph.Inserted insert(CustomGraph graph) {
        Map<String, ChunkRow> chunks = new LinkedHashMap<>();
        Map<String, String> chunkOf = new HashMap<>();
        for (ChunkText chunk : graph.chunks()) {
            ChunkRow row = row(chunk);
            chunks.put(row.id(), row);
            chunkOf.put(chunk.sourceId(), row.id());
        }
        Map<String, EntityText> entities = new LinkedHashMap<>();
        for (EntityText entity : graph.entities()) {
            String name = name(entity.name(), "entities");
            entities.remove(name);
            entities.put(name, entity);
        }
        Map<RelationKey, RelationText> relations = new LinkedHashMap<>();
        for (RelationText relation : graph.relations()) {
            RelationKey key = key(relation);
            relations.remove(key);
            relations.put(key, relation);
        }
        return session.exclusively(
                () -> {
                    write(chunks, chunkOf, entities, relations);
                    return new CustomGraph.Inserted(
                            chunks.size(), entities.size(), relations.size());
                });
    }

    private ChunkRow row(ChunkText chunk) {
        String content = TextCleaner.sanitize(chunk.content());
        if (content.isEmpty()) {
            throw new InvalidInputException(
                    "chunks", "The content of chunk '" + chunk.sourceId() + "' is blank.");
        }
        return new ChunkRow(
                Hashing.id("chunk-", content),
                tokenizer.count(content),
                content,
                chunk.order(),
                chunk.sourceId(),
                path(chunk.filePath()),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    private static String path(Optional<String> given) {
        return DocumentName.canonical(given.orElse(SOURCE));
    }

    private static String name(String raw, String field) {
        String name = TextCleaner.name(raw);
        if (name.isEmpty()) {
            throw new InvalidInputException(
                    field, "The name '" + raw + "' leaves nothing when it is normalised.");
        }
        return name;
    }

    private static RelationKey key(RelationText relation) {
        String source = name(relation.source(), "relationships");
        String target = name(relation.target(), "relationships");
        if (source.equals(target)) {
            throw new InvalidInputException(
                    "relationships",
                    "A relation needs two different entities, not twice '" + source + "'.");
        }
        return RelationKey.of(source, target);
    }

    private void write(
            Map<String, ChunkRow> chunks,
            Map<String, String> chunkOf,
            Map<String, EntityText> entities,
            Map<RelationKey, RelationText> relations) {
        Set<String> names = new LinkedHashSet<>(entities.keySet());
        relations.keySet().forEach(key -> names.addAll(List.of(key.lesser(), key.greater())));
        GraphSnapshot stored = session.read(names, relations.keySet());
        GraphChanges changes = new GraphChanges(stored);
        entities.forEach(
                (name, text) -> {
                    Entity entity = entity(name, text, chunkOf);
                    changes.put(stored.entity(name).map(old -> kept(old, entity)).orElse(entity));
                    track(name, entity.sourceIds(), stored, changes);
                });
        relations.forEach(
                (key, text) -> {
                    Relation relation = relation(key, text, chunkOf);
                    end(relation.source(), relation, changes);
                    end(relation.target(), relation, changes);
                    changes.put(
                            stored.relation(key).map(old -> kept(old, relation)).orElse(relation));
                    List<String> real = real(relation.sourceIds());
                    if (!real.isEmpty()) {
                        changes.track(key, Tracking.union(List.of(stored.sourcesOf(key), real)));
                    }
                });
        session.commit(changes, chunks(chunks));
    }

    private static void track(
            String name, List<String> sources, GraphSnapshot stored, GraphChanges changes) {
        List<String> known = stored.entity(name).isPresent() ? stored.sourcesOf(name) : List.of();
        List<String> all = Tracking.union(List.of(known, real(sources)));
        if (!all.isEmpty()) {
            changes.track(name, all);
        }
    }

    private static List<String> real(List<String> sources) {
        return sources.stream().filter(id -> !GraphSnapshot.NO_EVIDENCE.contains(id)).toList();
    }

    private Entity entity(String name, EntityText text, Map<String, String> chunkOf) {
        return new Entity(
                name,
                text.type().orElse(UNKNOWN),
                text.description().orElse("No description provided"),
                List.of(text.sourceId().map(chunkOf::get).orElse(UNKNOWN)),
                List.of(path(text.filePath())),
                session.now(),
                Optional.empty());
    }

    /** No name at all means no source; a name that is none of the chunks' means an unknown one. */
    private Relation relation(RelationKey key, RelationText text, Map<String, String> chunkOf) {
        List<String> sources =
                text.sourceId().filter(id -> !id.isEmpty()).stream()
                        .map(id -> chunkOf.getOrDefault(id, UNKNOWN))
                        .toList();
        boolean asGiven = TextCleaner.name(text.source()).equals(key.lesser());
        return new Relation(
                asGiven ? key.lesser() : key.greater(),
                asGiven ? key.greater() : key.lesser(),
                EditSession.checkedWeight(text.weight().orElse(1.0), sources),
                text.description(),
                text.keywords(),
                sources,
                List.of(path(text.filePath())),
                session.now(),
                Optional.empty());
    }

    private void end(String name, Relation relation, GraphChanges changes) {
        if (changes.entity(name).isEmpty()) {
            changes.put(
                    new Entity(
                            name,
                            UNKNOWN,
                            UNKNOWN,
                            relation.sourceIds(),
                            relation.filePaths(),
                            session.now(),
                            Optional.empty()));
            List<String> real = real(relation.sourceIds());
            if (!real.isEmpty()) {
                changes.track(name, real);
            }
        }
    }

    /** What is written again unchanged keeps its age. */
    private static Entity kept(Entity old, Entity now) {
        Entity aged =
                new Entity(
                        now.name(),
                        now.type(),
                        now.description(),
                        now.sourceIds(),
                        now.filePaths(),
                        old.createdAt(),
                        now.truncate());
        return aged.equals(old) ? old : now;
    }

    private static Relation kept(Relation old, Relation now) {
        Relation aged =
                new Relation(
                        old.source(),
                        old.target(),
                        now.weight(),
                        now.description(),
                        now.keywords(),
                        now.sourceIds(),
                        now.filePaths(),
                        old.createdAt(),
                        now.truncate());
        return aged.equals(old) ? old : now;
    }

    private List<Mutation> chunks(Map<String, ChunkRow> chunks) {
        List<ChunkRow> rows = List.copyOf(chunks.values());
        List<Mutation> all = new ArrayList<>();
        if (rows.isEmpty()) {
            return all;
        }
        List<float[]> vectors =
                embedder.embed(rows.stream().map(ChunkRow::content).toList(), new Cancellation());
        for (int i = 0; i < rows.size(); i++) {
            ChunkRow row = rows.get(i);
            all.add(
                    new Mutation.PutValue(
                            KeyValueNamespace.TEXT_CHUNKS, row.id(), row.encode(session.now())));
            all.add(
                    new Mutation.PutVector(
                            VectorNamespace.CHUNKS, row.vector(session.now()), vectors.get(i)));
        }
        all.addAll(embedder.tie(session.now()));
        return all;
    }
}
