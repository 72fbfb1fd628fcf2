package lightrag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import lightrag.api.ConflictException;
import lightrag.api.DocumentRecord;
import lightrag.api.GraphEdit.OfEntity;
import lightrag.api.GraphEdit.OfRelation;
import lightrag.api.InvalidInputException;
import lightrag.api.NotFoundException;
import lightrag.api.Relation;
import lightrag.engine.graph.VectorTexts;
import lightrag.engine.text.Hashing;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections 8.4 and 8.6 of the engine rules. */
class EditTest {

    private static final Map<String, String> NO_GLEANING = Map.of("max.gleaning", "0");

    @TempDir Path directory;

    @Test
    void entitiesAreCreatedOnceWithADescription() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            OfEntity created =
                    (OfEntity)
                            w.engine.createEntity(
                                    "“Joan Clarke”",
                                    Map.of("description", "Cryptanalyst", "other", 1));
            assertThat(created.entity().name()).isEqualTo("Joan Clarke");
            assertThat(created.entity().type()).isEqualTo("UNKNOWN");
            assertThat(created.entity().sourceIds()).containsExactly("manual_creation");
            assertThat(
                            w.vector(VectorNamespace.ENTITIES, VectorTexts.entityId("Joan Clarke"))
                                    .orElseThrow()
                                    .content())
                    .isEqualTo("Joan Clarke\nCryptanalyst");
            for (Map<String, Object> data :
                    List.<Map<String, Object>>of(
                            Map.of("description", "again"), Map.of(), Map.of("description", " "))) {
                assertThatThrownBy(() -> w.engine.createEntity("Joan Clarke", data))
                        .isInstanceOf(InvalidInputException.class);
            }
            assertThatThrownBy(
                            () ->
                                    w.engine.createEntity(
                                            "X Y", Map.of("description", "d", "entity_type", 5)))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void relationsNeedTwoEndsAndAnHonestWeight() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.engine.createEntity("B", Map.of("description", "b"));
            w.engine.createEntity("A", Map.of("description", "a"));
            OfRelation created =
                    (OfRelation)
                            w.engine.createRelation(
                                    "B",
                                    "A",
                                    Map.of("description", "d", "keywords", "k", "weight", "0.5"));
            assertThat(created.relation().weight()).isEqualTo(0.5);
            assertThat(created.relation().source()).isEqualTo("B");
            assertThatThrownBy(() -> w.engine.createRelation("A", "B", Map.of("description", "d")))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> w.engine.createRelation("A", "A", Map.of("description", "d")))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(
                            () ->
                                    w.engine.createRelation(
                                            "A", "Nobody", Map.of("description", "d")))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(
                            () ->
                                    w.engine.editRelation(
                                            "A",
                                            "B",
                                            Map.of("source_id", "c1<SEP>c2", "weight", 1)))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> w.engine.editRelation("A", "B", Map.of("colour", "red")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("description");
        }
    }

    @Test
    void check25_afterAnEditNamesComeFirst() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            IngestTest.scenario(w);
            w.engine.editRelation(
                    "Alice", "Acme", Map.of("keywords", "new", "description", "edited"));
            Relation edge = w.relation("Acme", "Alice");
            assertThat(edge.weight()).isEqualTo(2.0);
            assertThat(
                            w.vector(
                                            VectorNamespace.RELATIONSHIPS,
                                            VectorTexts.relationId(edge.key()))
                                    .orElseThrow()
                                    .content())
                    .isEqualTo("Acme\tAlice\nnew\nedited");
        }
    }

    @Test
    void renamingMovesRelationsAndTracking() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            DocumentRecord first = IngestTest.scenario(w);
            assertThatThrownBy(
                            () ->
                                    w.engine.editEntity(
                                            "Alice", Map.of("entity_name", "Alicia"), false, false))
                    .isInstanceOf(InvalidInputException.class);
            OfEntity renamed =
                    (OfEntity)
                            w.engine.editEntity(
                                    "Alice", Map.of("entity_name", "Alicia"), true, false);
            assertThat(renamed.summary().orElseThrow().renamed()).isTrue();
            assertThat(w.engine.labels()).containsExactly("Acme", "Alicia", "Carol");
            assertThat(w.relation("Acme", "Alicia").weight()).isEqualTo(2.0);
            assertThat(w.sources(KeyValueNamespace.RELATION_CHUNKS, "Acme<SEP>Alicia")).hasSize(2);
            assertThat(w.value(KeyValueNamespace.RELATION_CHUNKS, "Acme<SEP>Alice")).isEmpty();
            assertThat(w.value(KeyValueNamespace.ENTITY_CHUNKS, "Alice")).isEmpty();
            w.engine.deleteDocuments(
                    List.of(first.id(), Hashing.id("doc-", "second.txt")), false, false);
            w.awaitIdle();
            assertThat(w.engine.labels()).isEmpty();
        }
    }

    @Test
    void mergingCombinesEverythingAndLeavesNoLoop() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            IngestTest.scenario(w);
            assertThatThrownBy(
                            () ->
                                    w.engine.editEntity(
                                            "Carol", Map.of("entity_name", "Acme"), true, false))
                    .isInstanceOf(InvalidInputException.class);
            OfEntity merged =
                    (OfEntity)
                            w.engine.editEntity("Carol", Map.of("entity_name", "Acme"), true, true);
            assertThat(merged.summary().orElseThrow().merged()).isTrue();
            assertThat(merged.entity().description())
                    .isEqualTo("Alice knows Carol.<SEP>Acme corp.<SEP>Acme second.");
            assertThat(merged.entity().type()).isEqualTo("UNKNOWN");
            Relation edge = w.relation("Acme", "Alice");
            assertThat(edge.keywords()).isEqualTo("employs,friend,job,works at");
            assertThat(edge.weight()).isEqualTo(2.0);
            w.engine.mergeEntities(List.of("Acme", "Alice"), "All");
            assertThat(w.engine.labels()).containsExactly("All");
            assertThat(w.storage.graph().relationCount()).isZero();
            assertThat(w.storage.vectors(VectorNamespace.RELATIONSHIPS, 0).size()).isZero();
            assertThatThrownBy(() -> w.engine.mergeEntities(List.of("Nobody"), "All"))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void deletionsRemoveVectorsAndTracking() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            IngestTest.scenario(w);
            w.engine.deleteRelation("Carol", "Alice");
            assertThat(w.relation("Alice", "Carol")).isNull();
            w.engine.deleteEntity("Alice");
            assertThat(w.storage.graph().relationCount()).isZero();
            assertThat(w.storage.vectors(VectorNamespace.RELATIONSHIPS, 0).size()).isZero();
            assertThat(w.value(KeyValueNamespace.ENTITY_CHUNKS, "Alice")).isEmpty();
            assertThatThrownBy(() -> w.engine.deleteEntity("Alice"))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> w.engine.deleteRelation("Acme", "Alice"))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void editsAreRefusedWhileThePipelineWorks() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            CountDownLatch release = new CountDownLatch(1);
            w.models.script =
                    request -> {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return "<|COMPLETE|>";
                    };
            w.insert("a.txt", "text");
            Workspace.await(() -> w.models.running.get() == 1);
            assertThatThrownBy(() -> w.engine.createEntity("A", Map.of("description", "d")))
                    .isInstanceOf(ConflictException.class);
            release.countDown();
            w.awaitIdle();
        }
    }
}
