package lightrag.testkit.storage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;

/** Rows for tests: small, with every field set to something of its own. */
public final class Samples {
    /** A fixed moment; times of rows count from it. */
    public static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");

    private Samples() {}

    public static Entity entity(String name) {
        return entity(name, "What is known of " + name);
    }

    public static Entity entity(String name, String description) {
        return new Entity(
                name,
                "person",
                description,
                List.of("chunk-1", "chunk-2"),
                List.of("a.txt"),
                1_767_000_000L,
                Optional.of(""));
    }

    public static Relation relation(String source, String target) {
        return relation(source, target, 1.5);
    }

    public static Relation relation(String source, String target, double weight) {
        return new Relation(
                source,
                target,
                weight,
                source + " knows " + target,
                "friendship,trust",
                List.of("chunk-1"),
                List.of("a.txt", "b.txt"),
                1_767_000_001L,
                Optional.empty());
    }

    /** A pending document created that many seconds after {@link #START}. */
    public static DocumentRecord document(String id, int second) {
        return document(id, second, second, DocStatus.PENDING, "track-1", id + ".txt");
    }

    public static DocumentRecord document(
            String id, int created, int updated, DocStatus status, String track, String path) {
        return new DocumentRecord(
                id,
                status,
                "Summary of " + id,
                1234,
                path,
                START.plusSeconds(created),
                START.plusSeconds(updated),
                track,
                Optional.of("hash-of-" + id),
                Optional.of(2),
                List.of(id + "-chunk-000", id + "-chunk-001"),
                Optional.of("It failed once"),
                Map.of(
                        "process_options",
                        "F",
                        "attempts",
                        3L,
                        "share",
                        0.25,
                        "skip_kg",
                        true,
                        "kg_purge",
                        Map.of("done", List.of("a", "b"), "left", 7L)));
    }

    /** The value of a key that must be there. */
    public static <K, V> V at(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "missing: " + key);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Mutation value(KeyValueNamespace namespace, String key, String value) {
        return new Mutation.PutValue(namespace, key, bytes(value));
    }

    public static Mutation put(Entity entity) {
        return new Mutation.PutEntity(entity);
    }

    public static Mutation put(Relation relation) {
        return new Mutation.PutRelation(relation);
    }

    public static Mutation put(DocumentRecord document) {
        return new Mutation.PutDocument(document);
    }

    public static VectorRow chunkRow(String id, String filePath, String documentId) {
        return new VectorRow(
                id,
                "Content of " + id,
                Map.of("file_path", filePath, "full_doc_id", documentId),
                1_767_000_002L);
    }

    public static Mutation vector(String id, float... embedding) {
        return vector(VectorNamespace.CHUNKS, id, embedding);
    }

    public static Mutation vector(VectorNamespace namespace, String id, float... embedding) {
        return new Mutation.PutVector(namespace, chunkRow(id, "a.txt", "doc-1"), embedding);
    }

    /** Numbers around 0, as embeddings have them; not normalised. */
    public static float[] embedding(Random random, int dimension) {
        float[] embedding = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            embedding[i] = (float) random.nextGaussian();
        }
        return embedding;
    }
}
