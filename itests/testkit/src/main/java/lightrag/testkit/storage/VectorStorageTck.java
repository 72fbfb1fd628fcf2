package lightrag.testkit.storage;

import static lightrag.testkit.storage.Samples.at;
import static lightrag.testkit.storage.Samples.chunkRow;
import static lightrag.testkit.storage.Samples.embedding;
import static lightrag.testkit.storage.Samples.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import lightrag.api.ConflictException;
import lightrag.api.InvalidInputException;
import lightrag.api.SourceFilter;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorMatch;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.VectorStorage;
import org.junit.jupiter.api.Test;

/**
 * What every {@link VectorStorage} does. A binding with an approximate index may relax the exact
 * ones.
 */
public abstract class VectorStorageTck extends StorageTck {
    private static final VectorNamespace CHUNKS = VectorNamespace.CHUNKS;

    private VectorStorage chunks() {
        return storage.vectors(CHUNKS, 0);
    }

    private List<VectorMatch> search(int topK, double minScore, float... query) {
        return chunks().search(new VectorQuery(query, topK, minScore, SourceFilter.NONE));
    }

    private static List<String> ids(List<VectorMatch> matches) {
        return matches.stream().map(match -> match.row().id()).toList();
    }

    @Test
    void matchesComeByCosine() {
        commit(
                vector("east", 9, 0),
                vector("north", 0, 0.5f),
                vector("north-east", 1, 1),
                vector("west", -1, 0));
        List<VectorMatch> matches = search(10, 0.2, 2, 0.5f);
        assertThat(ids(matches)).containsExactly("east", "north-east", "north");
        double cosine = 2 / Math.sqrt(4.25);
        assertThat(matches.getFirst().score()).isCloseTo(cosine, within(1e-6));
        assertThat(matches.getFirst().row()).isEqualTo(chunkRow("east", "a.txt", "doc-1"));
        assertThat(ids(search(2, -1, 2, 0.5f))).containsExactly("east", "north-east");
        assertThat(ids(search(10, -1, 2, 0.5f))).hasSize(4).endsWith("west");
    }

    @Test
    void aScoreEqualToTheMinimumPasses() {
        commit(vector("same", 3, 4));
        assertThat(ids(search(1, 1.0, 3, 4))).containsExactly("same");
        assertThat(search(1, 1.001, 3, 4)).isEmpty();
    }

    @Test
    void ofEqualScoresTheLaterInsertedComesFirst() {
        commit(vector("a", 1, 0), vector("b", 2, 0), vector("c", 3, 0), vector("x", 0, 1));
        assertThat(ids(search(10, 0.2, 1, 0))).containsExactly("c", "b", "a");
        assertThat(ids(search(2, 0.2, 1, 0))).containsExactly("c", "b");
        commit(vector("a", 5, 0));
        assertThat(ids(search(10, 0.2, 1, 0))).containsExactly("c", "b", "a");
        commit(new Mutation.DeleteVector(CHUNKS, "b"));
        commit(vector("b", 1, 0));
        assertThat(ids(search(10, 0.2, 1, 0))).containsExactly("b", "c", "a");
        reopen();
        assertThat(ids(search(10, 0.2, 1, 0))).containsExactly("b", "c", "a");
    }

    @Test
    void searchesAgreeWithAPlainSort() {
        Random random = new Random(7);
        Map<String, float[]> all = new LinkedHashMap<>();
        List<Mutation> puts = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            all.put("id-" + i, embedding(random, 48));
            puts.add(vector("id-" + i, at(all, "id-" + i)));
        }
        commit(puts.toArray(Mutation[]::new));
        for (int round = 0; round < 3; round++) {
            float[] query = embedding(random, 48);
            List<String> expected =
                    all.entrySet().stream()
                            .sorted(
                                    Comparator.comparingDouble(
                                            row -> -cosine(row.getValue(), query)))
                            .limit(40)
                            .map(Map.Entry::getKey)
                            .toList();
            assertThat(ids(search(40, -1, query))).isEqualTo(expected);
            for (int gone = round * 300; gone < round * 300 + 300; gone++) {
                all.remove("id-" + gone);
                commit(new Mutation.DeleteVector(CHUNKS, "id-" + gone));
            }
        }
        assertThat(chunks().size()).isEqualTo(600);
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double normA = 0;
        double normB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            normA += (double) a[i] * a[i];
            normB += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(normA * normB);
    }

    @Test
    void anUpsertReplacesEmbeddingAndRow() {
        commit(vector("a", 1, 0));
        assertThat(ids(search(1, 0.5, 1, 0))).containsExactly("a");
        VectorRow changed = chunkRow("a", "other.txt", "doc-2");
        commit(new Mutation.PutVector(CHUNKS, changed, new float[] {0, 1}));
        assertThat(search(1, 0.5, 1, 0)).isEmpty();
        assertThat(search(1, 0.5, 0, 1)).extracting(VectorMatch::row).containsExactly(changed);
        assertThat(chunks().size()).isEqualTo(1);
    }

    @Test
    void fieldsChangeWithoutTheEmbedding() {
        commit(vector("a", 1, 0));
        assertThat(search(1, 0.5, 1, 0)).hasSize(1);
        VectorRow changed = chunkRow("a", "other.txt", "doc-2");
        commit(new Mutation.PutVectorFields(CHUNKS, changed));
        assertThat(search(1, 0.5, 1, 0)).extracting(VectorMatch::row).containsExactly(changed);
        assertThat(chunks().rows(List.of("a"))).isEqualTo(Map.of("a", changed));
        assertThatThrownBy(
                        () ->
                                commit(
                                        new Mutation.PutVectorFields(
                                                CHUNKS, chunkRow("none", "a", "b"))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void embeddingsComeBackInHalfPrecision() {
        float[] given = {1.0001f, -3.14159f, 0.1f, 1024.5f, 0};
        commit(vector("a", given));
        for (int round = 0; round < 2; round++) {
            float[] stored = at(chunks().embeddings(List.of("a", "none")), "a");
            assertThat(chunks().embeddings(List.of("a", "none"))).containsOnlyKeys("a");
            for (int i = 0; i < given.length; i++) {
                assertThat(stored[i])
                        .isEqualTo(Float.float16ToFloat(Float.floatToFloat16(given[i])));
            }
            search(1, 0, given);
        }
        commit(vector("a", 7, 7, 7, 7, 7));
        assertThat(chunks().embeddings(List.of("a")).get("a")).containsOnly(7);
    }

    @Test
    void copiesSeeWholeEmbeddingsInInsertionOrder() {
        float[] precise = {1.00001f, -3.14159f};
        commit(vector("b", precise), vector("a", 0, 1));
        commit(vector("b", precise));
        Map<String, float[]> seen = new LinkedHashMap<>();
        chunks().forEachEmbedding((row, embedding) -> seen.put(row.id(), embedding) == null);
        assertThat(seen.keySet()).containsExactly("b", "a");
        assertThat(seen.get("b")).isEqualTo(precise);
        List<String> first = new ArrayList<>();
        chunks().forEachEmbedding((row, embedding) -> !first.add(row.id()));
        assertThat(first).containsExactly("b");
    }

    @Test
    void namespacesAreApart() {
        commit(vector(CHUNKS, "x", 1, 0), vector(VectorNamespace.ENTITIES, "y", 1, 0));
        assertThat(ids(search(5, 0, 1, 0))).containsExactly("x");
        commit(new Mutation.DeleteVector(CHUNKS, "y"));
        assertThat(storage.vectors(VectorNamespace.ENTITIES, 2).size()).isEqualTo(1);
    }

    @Test
    void rowsAreReadByIdAndVisitedInInsertionOrder() {
        commit(vector("b", 1, 0), vector("a", 0, 1), vector("c", 1, 1));
        commit(vector("b", 4, 0), new Mutation.DeleteVector(CHUNKS, "a"));
        commit(vector("a", 0, 1));
        assertThat(chunks().rows(List.of("c", "none", "b")).keySet()).isEqualTo(Set.of("c", "b"));
        List<String> seen = new ArrayList<>();
        chunks().forEach(row -> seen.add(row.id()));
        assertThat(seen).containsExactly("b", "c", "a");
        seen.clear();
        chunks().forEach(row -> seen.add(row.id()) && seen.size() < 2);
        assertThat(seen).containsExactly("b", "c");
    }

    @Test
    void aDimensionIsForTheWholeWorkspace() {
        commit(vector("a", 1, 0, 0));
        assertThatThrownBy(() -> commit(vector("b", 1, 0))).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> search(1, 0, 1, 0)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> storage.vectors(VectorNamespace.ENTITIES, 2))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("3");
        assertThat(ids(search(1, 0, 1, 0, 0))).containsExactly("a");
        commit(new Mutation.ClearAll());
        assertThat(search(1, 0, 1, 0)).isEmpty();
        commit(vector("b", 1, 0));
        assertThat(ids(search(1, 0, 1, 0))).containsExactly("b");
        commit(new Mutation.DeleteVector(CHUNKS, "b"));
        commit(vector("c", 1, 0, 0, 0));
        assertThat(ids(search(1, 0, 1, 0, 0, 0))).containsExactly("c");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> commit(vector("a", Float.NaN, 1)))
                .isInstanceOf(InvalidInputException.class);
        commit(vector("zero", 0, 0), vector("a", 1, 0));
        assertThat(ids(search(5, 0.2, 1, 0))).containsExactly("a");
        assertThat(search(5, 0.2, 0, 0)).isEmpty();
    }

    @Test
    void aFilterKeepsRowsOfItsSources() {
        commit(
                new Mutation.PutVector(CHUNKS, chunkRow("a", "x.txt", "doc-1"), new float[] {1, 0}),
                new Mutation.PutVector(
                        CHUNKS, chunkRow("b", "x.txt<SEP>y.txt", "doc-2"), new float[] {1, 1}),
                new Mutation.PutVector(
                        CHUNKS, chunkRow("c", "z.txt", "doc-2"), new float[] {0, 1}));
        assertThat(filtered(Set.of("x.txt"), Set.of())).containsExactly("a", "b");
        assertThat(filtered(Set.of("y.txt", "z.txt"), Set.of())).containsExactly("b", "c");
        assertThat(filtered(Set.of(), Set.of("doc-2"))).containsExactly("b", "c");
        assertThat(filtered(Set.of("x.txt"), Set.of("doc-2"))).containsExactly("b");
        assertThat(filtered(Set.of("none"), Set.of())).isEmpty();
        commit(new Mutation.PutVectorFields(CHUNKS, chunkRow("a", "z.txt", "doc-1")));
        commit(new Mutation.DeleteVector(CHUNKS, "c"));
        commit(vector("n", 1, 0.5f));
        assertThat(filtered(Set.of("z.txt", "a.txt"), Set.of())).containsExactly("a", "n");
    }

    private List<String> filtered(Set<String> paths, Set<String> documents) {
        return ids(
                chunks().search(
                                new VectorQuery(
                                        new float[] {1, 0.1f},
                                        10,
                                        0,
                                        new SourceFilter(paths, documents))));
    }
}
