package lightrag.storage.rocksdb;

import static lightrag.testkit.storage.Samples.chunkRow;
import static lightrag.testkit.storage.Samples.document;
import static lightrag.testkit.storage.Samples.entity;
import static lightrag.testkit.storage.Samples.put;
import static lightrag.testkit.storage.Samples.relation;
import static lightrag.testkit.storage.Samples.value;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lightrag.api.DocStatus;
import lightrag.api.RelationKey;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of commits and reopenings leaves what a model in maps has. */
final class WorkspaceProperties {
    private static final KeyValueNamespace CHUNKS = KeyValueNamespace.TEXT_CHUNKS;
    private static final VectorNamespace VECTORS = VectorNamespace.CHUNKS;

    private final StorageProvider provider = Rocks.provider();

    /**
     * @param kind of mutation
     * @param a names something, few different ones
     * @param b names something else
     */
    private record Step(int kind, int a, int b) {

        Mutation mutation() {
            String name = "n" + a;
            return switch (kind) {
                case 0, 1 -> value(CHUNKS, name, "v" + b);
                case 2 -> new Mutation.DeleteValue(CHUNKS, name);
                case 3, 4 -> put(document(name, b, b + 1, DocStatus.values()[b], "t" + b, "p" + b));
                case 5 -> new Mutation.DeleteDocument(name);
                case 6, 7, 8 -> put(entity(name, "text " + b));
                case 9 -> new Mutation.DeleteEntity(name);
                case 10, 11, 12, 13 -> put(relation(name, "n" + b, a + b));
                case 14 -> new Mutation.DeleteRelation(RelationKey.of(name, "n" + b));
                case 15, 16 ->
                        new Mutation.PutVector(
                                VECTORS, chunkRow(name, "f" + b, "d"), new float[] {a, b + 1});
                case 17 -> new Mutation.DeleteVector(VECTORS, name);
                case 18 -> b == 0 ? new Mutation.ClearAll() : new Mutation.DeleteEntity(name);
                default -> b == 0 ? new Mutation.ClearValues(CHUNKS) : value(CHUNKS, name, "w");
            };
        }
    }

    @Provide
    Arbitrary<List<List<Step>>> commits() {
        Arbitrary<Integer> name = Arbitraries.integers().between(0, 6);
        Arbitrary<Step> step =
                Combinators.combine(Arbitraries.integers().between(0, 19), name, name)
                        .as(Step::new);
        return step.list().ofMaxSize(12).list().ofMaxSize(8);
    }

    @Property(tries = 60)
    void aWorkspaceIsItsModel(@ForAll("commits") List<List<Step>> commits) throws IOException {
        Path directory = Files.createTempDirectory("workspace-properties");
        StorageLocation location = new StorageLocation(new WorkspaceId("w"), directory, Map.of());
        WorkspaceModel model = new WorkspaceModel();
        WorkspaceStorage storage = provider.open(location);
        try {
            for (int i = 0; i < commits.size(); i++) {
                storage.commit(mutations(commits.get(i), model), Durability.WRITTEN);
                model.assertSame(storage);
                if (i % 3 == 2) {
                    storage.close();
                    storage = provider.open(location);
                    model.assertSame(storage);
                }
            }
        } finally {
            storage.close();
            delete(directory);
        }
    }

    /** Those that are allowed, applied to the model as well. */
    private static List<Mutation> mutations(List<Step> steps, WorkspaceModel model) {
        List<Mutation> mutations = new ArrayList<>();
        for (Step step : steps) {
            Mutation mutation = step.mutation();
            boolean dangling =
                    mutation instanceof Mutation.PutRelation(var relation)
                            && !(model.has(relation.source()) && model.has(relation.target()));
            if (!dangling) {
                mutations.add(mutation);
                model.apply(mutation);
            }
        }
        return mutations;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
