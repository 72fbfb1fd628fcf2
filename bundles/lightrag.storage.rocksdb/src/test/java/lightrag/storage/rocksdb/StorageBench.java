package lightrag.storage.rocksdb;

import static lightrag.testkit.storage.Samples.embedding;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.api.SourceFilter;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.GraphStorage.Neighbour;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Prints figures of the stores in microseconds, medians of wall time and of the calling thread's
 * processor time, which a busy machine does not spoil; not a test. Arguments: entities, dimension.
 * Relations are three times, vectors as many as the entities.
 */
final class StorageBench {
    private static final int ROUNDS = 300;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int entities;
    private final int dimension;
    private final Random random = new Random(42);
    private final StorageProvider provider = Rocks.provider();
    private final List<RelationKey> keys = new ArrayList<>();

    private StorageBench(int entities, int dimension) {
        this.entities = entities;
        this.dimension = dimension;
    }

    public static void main(String[] arguments) throws IOException {
        new StorageBench(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run();
    }

    private void run() throws IOException {
        Path directory = Files.createTempDirectory("storage-bench");
        StorageLocation location =
                new StorageLocation(new WorkspaceId("bench"), directory, Map.of());
        WorkspaceStorage storage = provider.open(location);
        once("fill", () -> fill(storage));
        commits(storage, Durability.WRITTEN);
        commits(storage, Durability.SYNCED);
        storage.close();
        WorkspaceStorage[] again = new WorkspaceStorage[1];
        once("reopen", () -> again[0] = provider.open(location));
        reads(again[0]);
        once("close", () -> again[0].close());
        delete(directory);
    }

    private void fill(WorkspaceStorage storage) {
        Set<RelationKey> seen = new HashSet<>();
        for (int from = 0; from < entities; from += 500) {
            List<Mutation> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + 500, entities); i++) {
                batch.add(new Mutation.PutEntity(entity(i, "d".repeat(600))));
                batch.add(vector(i));
                batch.add(
                        new Mutation.PutValue(
                                KeyValueNamespace.TEXT_CHUNKS, "chunk-" + i, new byte[4000]));
            }
            for (int i = from * 3; i < Math.min(from + 500, entities) * 3; i++) {
                relation(Math.min(from + 500, entities), seen).ifPresent(batch::add);
            }
            storage.commit(batch, Durability.WRITTEN);
        }
    }

    private static Entity entity(int i, String description) {
        return new Entity(
                "Entity number " + i,
                "concept",
                description,
                List.of("chunk-" + i),
                List.of("file.txt"),
                1_767_000_000L,
                Optional.of(""));
    }

    /** Squared numbers make hubs of the first entities. */
    private Optional<Mutation> relation(int known, Set<RelationKey> seen) {
        double skew = random.nextDouble();
        String source = "Entity number " + (int) (skew * skew * skew * known);
        String target = "Entity number " + random.nextInt(known);
        RelationKey key = RelationKey.of(source, target);
        if (source.equals(target) || !seen.add(key)) {
            return Optional.empty();
        }
        keys.add(key);
        return Optional.of(
                new Mutation.PutRelation(
                        new Relation(
                                source,
                                target,
                                1,
                                "r".repeat(300),
                                "kw",
                                List.of("chunk-1"),
                                List.of("file.txt"),
                                1_767_000_000L,
                                Optional.of(""))));
    }

    private Mutation vector(int i) {
        VectorRow row =
                new VectorRow(
                        "ent-" + i,
                        "content ".repeat(20),
                        Map.of("entity_name", "Entity number " + i, "file_path", "file.txt"),
                        1_767_000_000L);
        return new Mutation.PutVector(VectorNamespace.ENTITIES, row, embedding(random, dimension));
    }

    /** A document of 3 chunks with 30 entities and 30 vectors. */
    private void commits(WorkspaceStorage storage, Durability durability) {
        measure(
                "commit of 63 mutations, " + durability,
                round -> {
                    List<Mutation> batch = new ArrayList<>();
                    for (int i = 0; i < 30; i++) {
                        int entity = random.nextInt(entities);
                        batch.add(new Mutation.PutEntity(entity(entity, "e".repeat(600))));
                        batch.add(vector(entity));
                    }
                    for (int i = 0; i < 3; i++) {
                        batch.add(
                                new Mutation.PutValue(
                                        KeyValueNamespace.TEXT_CHUNKS, "new-" + i, new byte[4000]));
                    }
                    storage.commit(batch, durability);
                });
    }

    private void reads(WorkspaceStorage storage) {
        var graph = storage.graph();
        var vectors = storage.vectors(VectorNamespace.ENTITIES, dimension);
        once("load of the graph", () -> graph.degrees(List.of("x")));
        VectorQuery first = query();
        once("load of the vectors", () -> vectors.search(first));
        measure("search, top 40", round -> vectors.search(query()));
        measure("40 entities", round -> graph.entities(names(40)));
        measure("neighbours of 40", round -> graph.neighbours(names(40)));
        List<String> hubs = names(1).isEmpty() ? List.of() : graph.popular(40);
        int count = graph.neighbours(hubs).values().stream().mapToInt(List<Neighbour>::size).sum();
        measure("neighbours of 40 hubs, " + count, round -> graph.neighbours(hubs));
        List<RelationKey> hot = keys.subList(0, Math.min(100, keys.size()));
        measure("100 relations, hot", round -> graph.relations(hot));
        measure("100 relations, any", round -> graph.relations(some(100)));
        List<String> ids = names(300).stream().map(name -> "ent-" + name.substring(14)).toList();
        measure("300 embeddings, hot", round -> vectors.embeddings(ids));
        measure(
                "20 chunks of 4 kB",
                round ->
                        storage.keyValues(KeyValueNamespace.TEXT_CHUNKS)
                                .getAll(
                                        names(20).stream()
                                                .map(name -> "chunk-" + name.substring(14))
                                                .toList()));
        measure("search for labels", round -> graph.search("number 1" + round, 50));
        measure("subgraph, 1000 nodes", round -> graph.subgraph(hubs.getFirst(), 3, 1000));
        System.out.println("bytes of views " + storage.statistics().memoryBytes());
    }

    private VectorQuery query() {
        return new VectorQuery(embedding(random, dimension), 40, -1, SourceFilter.NONE);
    }

    private List<String> names(int count) {
        return random.ints(count, 0, entities).mapToObj(i -> "Entity number " + i).toList();
    }

    private List<RelationKey> some(int count) {
        return random.ints(count, 0, keys.size()).mapToObj(keys::get).toList();
    }

    private static void measure(String what, IntConsumer body) {
        long[] wall = new long[ROUNDS];
        long[] processor = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            long start = THREADS.getCurrentThreadCpuTime();
            wall[round] = once(() -> body.accept(number));
            processor[round] = (THREADS.getCurrentThreadCpuTime() - start) / 1000;
        }
        Arrays.sort(wall);
        Arrays.sort(processor);
        System.out.printf(
                "%-40s %8d  processor %8d%n", what, wall[ROUNDS / 2], processor[ROUNDS / 2]);
    }

    private static long once(Runnable body) {
        long start = System.nanoTime();
        body.run();
        return (System.nanoTime() - start) / 1000;
    }

    private static void once(String what, Runnable body) {
        long start = THREADS.getCurrentThreadCpuTime();
        long wall = once(body);
        long processor = (THREADS.getCurrentThreadCpuTime() - start) / 1000;
        System.out.printf("%-40s %8d  processor %8d%n", what, wall, processor);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
