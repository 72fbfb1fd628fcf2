package lightrag.storage.rocksdb;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import lightrag.api.SourceFilter;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.VectorMatch;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.storage.rocksdb.db.BatchWriter;

/**
 * Prints recall, times and memory of vector search by size, one Markdown row a size; not a test.
 * Arguments: data (text, clustered, or a file of float32), exact limit, sizes.
 */
final class VectorBench {
    private static final int TOP = 40;
    private static final int QUERIES = 200;
    private static final int WARM_UP = 2000;
    private static final int BATCH = 1000;

    /** Queries are embeddings that are not stored. */
    private static final int FIRST_QUERY = 0;

    private static final int DOCUMENTS = 1000;

    /** Its processor time includes the collector's and is not spoilt by a busy machine. */
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final EmbeddingSource source;
    private final StorageProvider provider;
    private final int rows;
    private final List<float[]> queries = new ArrayList<>();
    private final List<PriorityQueue<Truth>> truth = new ArrayList<>();

    private record Truth(int number, float score) {}

    private VectorBench(EmbeddingSource source, StorageProvider provider, int rows) {
        this.source = source;
        this.provider = provider;
        this.rows = rows;
        for (int i = 0; i < QUERIES; i++) {
            queries.add(unit(source.embedding(FIRST_QUERY + i)));
            truth.add(new PriorityQueue<>(Comparator.comparingDouble(Truth::score)));
        }
    }

    public static void main(String[] arguments) throws IOException {
        EmbeddingSource source =
                switch (arguments[0]) {
                    case "text" -> EmbeddingSource.textLike();
                    case "clustered" -> EmbeddingSource.clustered();
                    default -> EmbeddingSource.of(Path.of(arguments[0]));
                };
        int exactMax = Integer.parseInt(arguments[1]);
        System.out.println(
                "| vectors | fill s | open + load s | recall@40 | p50 ms | p99 ms | processor ms | filter 1 % p50 ms |"
                        + " while inserting p50 ms | after deleting 10 %: recall, p50 ms | bytes a vector |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (String size : List.of(arguments).subList(2, arguments.length)) {
            StorageProvider provider = Rocks.provider(exactMax, BatchWriter.direct());
            new VectorBench(source, provider, Integer.parseInt(size)).run();
        }
    }

    private void run() throws IOException {
        Path directory = Files.createTempDirectory("vector-bench");
        StorageLocation location =
                new StorageLocation(new WorkspaceId("bench"), directory, Map.of());
        try {
            StringBuilder line = new StringBuilder("| %,d".formatted(rows));
            try (WorkspaceStorage storage = provider.open(location)) {
                line.append(" | %.1f".formatted(seconds(() -> fill(storage))));
            }
            long start = System.nanoTime();
            try (WorkspaceStorage storage = provider.open(location)) {
                search(storage, 0);
                line.append(" | %.2f".formatted((System.nanoTime() - start) / 1e9));
                measure(storage, line);
            }
            System.out.println(line + " |");
        } finally {
            delete(directory);
        }
    }

    private void measure(WorkspaceStorage storage, StringBuilder line) {
        times(WARM_UP, query -> search(storage, query));
        long processor = PROCESS.getProcessCpuTime();
        double[] times = times(QUERIES, query -> search(storage, query));
        processor = PROCESS.getProcessCpuTime() - processor;
        line.append(" | %.3f".formatted(recall(storage, false)));
        line.append(" | %.2f | %.2f".formatted(times[QUERIES / 2], times[QUERIES * 99 / 100]));
        line.append(" | %.2f".formatted(processor / 1e6 / QUERIES));
        SourceFilter some =
                new SourceFilter(
                        Set.of(),
                        new HashSet<>(
                                List.of(
                                        "doc-1", "doc-2", "doc-3", "doc-4", "doc-5", "doc-6",
                                        "doc-7", "doc-8", "doc-9", "doc-10")));
        filtered(storage, 0, some);
        times = times(QUERIES, query -> filtered(storage, query, some));
        line.append(" | %.2f".formatted(times[QUERIES / 2]));
        long memory = storage.statistics().memoryBytes();
        line.append(" | %.2f".formatted(whileInserting(storage)));
        deleteEveryTenth(storage);
        times = times(QUERIES, query -> search(storage, query));
        line.append(" | %.3f, %.2f".formatted(recall(storage, true), times[QUERIES / 2]));
        line.append(" | %d".formatted(memory / rows));
    }

    private interface Query {
        void run(int number);
    }

    private static double[] times(int count, Query query) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            query.run(i % QUERIES);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }

    private List<VectorMatch> search(WorkspaceStorage storage, int query) {
        return filtered(storage, query, SourceFilter.NONE);
    }

    private List<VectorMatch> filtered(WorkspaceStorage storage, int query, SourceFilter filter) {
        return storage.vectors(VectorNamespace.CHUNKS, EmbeddingSource.DIMENSION)
                .search(new VectorQuery(queries.get(query), TOP, -1, filter));
    }

    /** Share of the true best ones that are found. */
    private double recall(WorkspaceStorage storage, boolean someDeleted) {
        double sum = 0;
        for (int i = 0; i < QUERIES; i++) {
            Set<String> best = new HashSet<>();
            truth.get(i).stream()
                    .sorted(Comparator.comparingDouble(Truth::score).reversed())
                    .filter(one -> !someDeleted || !isDeleted(one.number()))
                    .limit(TOP)
                    .forEach(one -> best.add("chunk-" + one.number()));
            long found =
                    search(storage, i).stream()
                            .filter(match -> best.contains(match.row().id()))
                            .count();
            sum += (double) found / best.size();
        }
        return sum / QUERIES;
    }

    private double whileInserting(WorkspaceStorage storage) {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int at = 0; !done.get(); at += 20) {
                                        storage.commit(
                                                vectors(rows + at, rows + at + 20),
                                                Durability.SYNCED);
                                    }
                                });
        double[] times = times(QUERIES, query -> search(storage, query));
        done.set(true);
        join(writer);
        storage.commit(storedBehind(storage), Durability.WRITTEN);
        return times[QUERIES / 2];
    }

    private List<Mutation> storedBehind(WorkspaceStorage storage) {
        List<Mutation> deletes = new ArrayList<>();
        storage.vectors(VectorNamespace.CHUNKS, 0)
                .forEach(
                        row -> {
                            if (Integer.parseInt(row.id().substring(6)) >= rows + QUERIES) {
                                deletes.add(
                                        new Mutation.DeleteVector(
                                                VectorNamespace.CHUNKS, row.id()));
                            }
                            return true;
                        });
        return deletes;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isDeleted(int number) {
        return Integer.toString(number).hashCode() % 10 == 0;
    }

    private void deleteEveryTenth(WorkspaceStorage storage) {
        List<Mutation> deletes = new ArrayList<>();
        for (int number = QUERIES; number < rows + QUERIES; number++) {
            if (isDeleted(number)) {
                deletes.add(new Mutation.DeleteVector(VectorNamespace.CHUNKS, "chunk-" + number));
            }
        }
        for (int from = 0; from < deletes.size(); from += BATCH) {
            storage.commit(
                    deletes.subList(from, Math.min(from + BATCH, deletes.size())),
                    Durability.WRITTEN);
        }
    }

    private void fill(WorkspaceStorage storage) {
        for (int from = 0; from < rows; from += BATCH) {
            storage.commit(vectors(from, Math.min(from + BATCH, rows)), Durability.WRITTEN);
        }
    }

    private List<Mutation> vectors(int from, int to) {
        List<Mutation> batch = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            int number = QUERIES + i;
            float[] embedding = source.embedding(number);
            if (i < rows) {
                note(number, unit(embedding));
            }
            VectorRow row =
                    new VectorRow(
                            "chunk-" + number,
                            "content of chunk " + number,
                            Map.of("full_doc_id", "doc-" + number % DOCUMENTS, "file_path", "f"),
                            1_767_000_000L);
            batch.add(new Mutation.PutVector(VectorNamespace.CHUNKS, row, embedding));
        }
        return batch;
    }

    /** The true best ones, some more than asked for since some are deleted later. */
    private void note(int number, float[] unit) {
        for (int i = 0; i < QUERIES; i++) {
            float score = product(queries.get(i), unit);
            PriorityQueue<Truth> best = truth.get(i);
            if (best.size() < 2 * TOP) {
                best.add(new Truth(number, score));
            } else if (score > best.element().score()) {
                best.remove();
                best.add(new Truth(number, score));
            }
        }
    }

    private static float product(float[] a, float[] b) {
        float[] sums = new float[16];
        for (int i = 0; i < a.length; i += 16) {
            for (int lane = 0; lane < 16; lane++) {
                sums[lane] += a[i + lane] * b[i + lane];
            }
        }
        float sum = 0;
        for (float part : sums) {
            sum += part;
        }
        return sum;
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(product(vector, vector));
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    private static double seconds(Runnable body) {
        long start = System.nanoTime();
        body.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
