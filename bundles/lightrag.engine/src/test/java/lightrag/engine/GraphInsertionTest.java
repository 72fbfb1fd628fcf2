package lightrag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import lightrag.api.CustomGraph;
import lightrag.api.CustomGraph.ChunkText;
import lightrag.api.CustomGraph.EntityText;
import lightrag.api.CustomGraph.RelationText;
import lightrag.api.Entity;
import lightrag.api.InvalidInputException;
import lightrag.api.Relation;
import lightrag.engine.graph.VectorTexts;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.text.Hashing;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs that callers make. */
class GraphInsertionTest {

    private static final String CHUNK = Hashing.id("chunk-", "Alice works with Bob.");

    @TempDir Path directory;

    private Workspace workspace() {
        return new Workspace(directory, Map.of("max.gleaning", "0"));
    }

    private static CustomGraph graph(OptionalDouble weight, Optional<String> source) {
        return new CustomGraph(
                List.of(new ChunkText("Alice works with Bob.", "note-1", Optional.of("n.txt"), 0)),
                List.of(
                        new EntityText(
                                " \"Alice\" ",
                                Optional.of("person"),
                                Optional.of("A worker."),
                                Optional.of("note-1"),
                                Optional.empty())),
                List.of(
                        new RelationText(
                                "Bob",
                                "Alice",
                                "They work together.",
                                "work",
                                weight,
                                source,
                                Optional.empty())));
    }

    private static CustomGraph graph() {
        return graph(OptionalDouble.empty(), Optional.of("note-1"));
    }

    @Test
    void everythingIsFoundUnderTheIdsOfTheReference() {
        try (Workspace w = workspace()) {
            assertThat(w.engine.insertGraph(graph())).isEqualTo(new CustomGraph.Inserted(1, 1, 1));
            Entity alice = w.entity("Alice");
            assertThat(alice.type()).isEqualTo("person");
            assertThat(alice.sourceIds()).containsExactly(CHUNK);
            assertThat(alice.filePaths()).containsExactly("custom_kg");
            assertThat(w.entity("Bob").description())
                    .as("an end that nobody described")
                    .isEqualTo("UNKNOWN");
            Relation relation = w.relation("Alice", "Bob");
            assertThat(relation.source()).isEqualTo("Bob");
            assertThat(relation.weight()).isEqualTo(1.0);
            ChunkRow chunk =
                    ChunkRow.decode(
                            CHUNK, w.value(KeyValueNamespace.TEXT_CHUNKS, CHUNK).orElseThrow());
            assertThat(chunk.documentId()).isEqualTo("note-1");
            assertThat(chunk.filePath()).isEqualTo("n.txt");
            assertThat(w.vector(VectorNamespace.CHUNKS, CHUNK)).isPresent();
            assertThat(w.vector(VectorNamespace.ENTITIES, VectorTexts.entityId("Bob"))).isPresent();
            assertThat(
                            w.vector(
                                            VectorNamespace.RELATIONSHIPS,
                                            VectorTexts.relationId(relation.key()))
                                    .orElseThrow()
                                    .content())
                    .isEqualTo("work\tAlice\nBob\nThey work together.");
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    @Test
    void repeatingItChangesNothing() {
        try (Workspace w = workspace()) {
            w.engine.insertGraph(graph());
            Entity alice = w.entity("Alice");
            Relation relation = w.relation("Alice", "Bob");
            w.engine.insertGraph(graph());
            assertThat(w.entity("Alice")).isEqualTo(alice);
            assertThat(w.relation("Alice", "Bob")).isEqualTo(relation);
            assertThat(w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice")).containsExactly(CHUNK);
            assertThat(w.storage.vectors(VectorNamespace.CHUNKS, 0).size()).isEqualTo(1);
        }
    }

    /** A document's deletion must still find what it said of a replaced entity. */
    @Test
    void whatDocumentsSaidStaysTracked() {
        try (Workspace w = workspace()) {
            IngestTest.scenario(w);
            List<String> before = w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice");
            w.engine.insertGraph(graph());
            assertThat(w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice"))
                    .containsAll(before)
                    .contains(CHUNK);
            assertThat(w.engine.verify(false).problems()).isEmpty();
            w.engine.deleteDocuments(
                    List.of(Hashing.id("doc-", "first.txt"), Hashing.id("doc-", "second.txt")),
                    true,
                    false);
            w.awaitIdle();
            assertThat(w.entity("Alice").sourceIds()).containsExactly(CHUNK);
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    @Test
    void aSourceThatIsNoChunkIsUnknown() {
        try (Workspace w = workspace()) {
            w.engine.insertGraph(graph(OptionalDouble.of(0.5), Optional.of("elsewhere")));
            assertThat(w.relation("Alice", "Bob").sourceIds()).containsExactly("UNKNOWN");
            assertThat(w.relation("Alice", "Bob").weight()).isEqualTo(0.5);
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    @Test
    void aWrongPartRefusesAll() {
        try (Workspace w = workspace()) {
            assertThatThrownBy(
                            () ->
                                    w.engine.insertGraph(
                                            graph(OptionalDouble.of(0.5), Optional.of("note-1"))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("weight");
            CustomGraph loop =
                    new CustomGraph(
                            List.of(),
                            List.of(),
                            List.of(
                                    new RelationText(
                                            "A b",
                                            "\"A b\"",
                                            "",
                                            "",
                                            OptionalDouble.empty(),
                                            Optional.empty(),
                                            Optional.empty())));
            assertThatThrownBy(() -> w.engine.insertGraph(loop))
                    .isInstanceOf(InvalidInputException.class);
            assertThat(w.storage.graph().entityCount()).isZero();
            assertThat(w.storage.vectors(VectorNamespace.CHUNKS, 0).size()).isZero();
        }
    }
}
