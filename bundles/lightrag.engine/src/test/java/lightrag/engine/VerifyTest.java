package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static lightrag.engine.Workspace.relationLine;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.VerifyReport;
import lightrag.api.VerifyReport.Kind;
import lightrag.api.VerifyReport.Outcome;
import lightrag.engine.graph.VectorTexts;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.rows.SourceIds;
import lightrag.engine.text.Hashing;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are made to differ are seen, and mended from each other. */
class VerifyTest {

    private static final Map<String, String> NO_GLEANING = Map.of("max.gleaning", "0");
    private static final String FIRST = Hashing.id("doc-", "first.txt");
    private static final String SECOND = Hashing.id("doc-", "second.txt");

    @TempDir Path directory;

    private Workspace workspace() {
        Workspace w = new Workspace(directory, NO_GLEANING);
        IngestTest.scenario(w);
        assertThat(w.engine.verify(false).problems()).as("before").isEmpty();
        return w;
    }

    private static void change(Workspace w, Mutation... mutations) {
        w.storage.commit(List.of(mutations), Durability.SYNCED);
    }

    private static Set<Kind> kinds(VerifyReport report) {
        return report.problems().stream()
                .map(VerifyReport.Problem::kind)
                .collect(Collectors.toSet());
    }

    /** Seen without being touched, then mended; afterwards nothing is wrong. */
    private static void mended(Workspace w, Kind... expected) {
        VerifyReport seen = w.engine.verify(false);
        assertThat(kinds(seen)).containsExactlyInAnyOrder(expected);
        assertThat(seen.problems())
                .allSatisfy(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.FOUND));
        assertThat(kinds(w.engine.verify(false)))
                .as("looking changes nothing")
                .isEqualTo(kinds(seen));
        assertThat(kinds(w.engine.verify(true))).isEqualTo(kinds(seen));
        assertThat(w.engine.verify(false).problems()).as("after the repair").isEmpty();
    }

    @Test
    void everyRowIsLookedAt() {
        try (Workspace w = workspace()) {
            VerifyReport report = w.engine.verify(false);
            assertThat(report.clean()).isTrue();
            assertThat(report.checked())
                    .containsEntry("doc_status", 2L)
                    .containsEntry("full_docs", 2L)
                    .containsEntry(
                            "text_chunks", w.storage.vectors(VectorNamespace.CHUNKS, 0).size())
                    .containsEntry("graph_entities", w.storage.graph().entityCount())
                    .containsEntry("vectors_entities", w.storage.graph().entityCount())
                    .containsEntry("entity_chunks", w.storage.graph().entityCount())
                    .containsEntry("graph_relations", w.storage.graph().relationCount())
                    .containsEntry("vectors_relationships", w.storage.graph().relationCount())
                    .containsEntry("llm_response_cache", 2L);
        }
    }

    @Test
    void editsByHandAndDeletionsLeaveNothingWrong() {
        try (Workspace w = workspace()) {
            w.engine.createEntity("Dora", Map.of("description", "Made by hand."));
            w.engine.createRelation("Dora", "Acme", Map.of("description", "Knows it."));
            w.engine.editEntity("Alice", Map.of("entity_name", "Alicia"), true, false);
            w.engine.mergeEntities(List.of("Dora"), "Alicia");
            assertThat(w.engine.verify(false).problems()).isEmpty();
            w.engine.deleteEntity("Acme");
            assertThat(w.engine.verify(false).problems()).isEmpty();
            w.engine.deleteDocuments(List.of(SECOND), true, false);
            w.awaitIdle();
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    /** Without kept replies nothing can be described anew; yet nothing names what is gone. */
    @Test
    void deletionWithoutKeptRepliesLeavesNoSourceThatIsGone() {
        try (Workspace w = workspace()) {
            w.engine.clearCache();
            w.engine.deleteDocuments(List.of(SECOND), true, false);
            w.awaitIdle();
            assertThat(w.entity("Alice").sourceIds()).containsExactly(FIRST + "-chunk-000");
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    @Test
    void vectorsAreMadeAgain() {
        try (Workspace w = workspace()) {
            String chunk = w.document(FIRST).chunkIds().getFirst();
            VectorRow of = w.vector(VectorNamespace.CHUNKS, chunk).orElseThrow();
            change(
                    w,
                    new Mutation.DeleteVector(
                            VectorNamespace.ENTITIES, VectorTexts.entityId("Alice")),
                    new Mutation.DeleteVector(
                            VectorNamespace.RELATIONSHIPS,
                            VectorTexts.relationId(w.relation("Alice", "Acme").key())),
                    new Mutation.DeleteVector(VectorNamespace.CHUNKS, chunk),
                    new Mutation.PutVector(
                            VectorNamespace.ENTITIES,
                            new VectorRow("ent-left", "left", Map.of("entity_name", "Left"), 1),
                            new float[ScriptedModels.DIMENSION]));
            mended(
                    w,
                    Kind.ENTITY_VECTOR_MISSING,
                    Kind.RELATION_VECTOR_MISSING,
                    Kind.CHUNK_VECTOR_MISSING,
                    Kind.ENTITY_VECTOR_WITHOUT_ENTITY);
            VectorRow again = w.vector(VectorNamespace.CHUNKS, chunk).orElseThrow();
            assertThat(again.content()).isEqualTo(of.content());
            assertThat(again.fields()).isEqualTo(of.fields());
            assertThat(w.vector(VectorNamespace.ENTITIES, "ent-left")).isEmpty();
        }
    }

    @Test
    void vectorsThatTellSomethingElseAreMadeAgain() {
        try (Workspace w = workspace()) {
            Entity alice = w.entity("Alice");
            change(
                    w,
                    new Mutation.PutEntity(
                            new Entity(
                                    alice.name(),
                                    alice.type(),
                                    "Another description.",
                                    alice.sourceIds(),
                                    alice.filePaths(),
                                    alice.createdAt(),
                                    alice.truncate())));
            mended(w, Kind.ENTITY_VECTOR_DIFFERS);
            assertThat(
                            w.vector(VectorNamespace.ENTITIES, VectorTexts.entityId("Alice"))
                                    .orElseThrow()
                                    .content())
                    .isEqualTo("Alice\nAnother description.");
        }
    }

    @Test
    void trackingRowsAreMadeAgainFromTheGraph() {
        try (Workspace w = workspace()) {
            List<String> sources = w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice");
            change(
                    w,
                    new Mutation.DeleteValue(KeyValueNamespace.ENTITY_CHUNKS, "Alice"),
                    new Mutation.PutValue(
                            KeyValueNamespace.ENTITY_CHUNKS,
                            "Nobody",
                            new SourceIds(List.of()).encode("Nobody", 1)),
                    new Mutation.DeleteValue(
                            KeyValueNamespace.RELATION_CHUNKS,
                            SourceIds.relationKey("Acme", "Alice")),
                    new Mutation.DeleteValue(KeyValueNamespace.FULL_ENTITIES, FIRST),
                    new Mutation.DeleteValue(KeyValueNamespace.FULL_RELATIONS, SECOND),
                    new Mutation.DeleteValue(KeyValueNamespace.WORKSPACE_META, "embedding"));
            mended(
                    w,
                    Kind.ENTITY_SOURCES_INCOMPLETE,
                    Kind.ENTITY_SOURCES_WITHOUT_ENTITY,
                    Kind.RELATION_SOURCES_INCOMPLETE,
                    Kind.DOCUMENT_ENTITIES_INCOMPLETE,
                    Kind.DOCUMENT_RELATIONS_INCOMPLETE,
                    Kind.MODEL_UNKNOWN);
            assertThat(w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice")).isEqualTo(sources);
            w.engine.deleteDocuments(List.of(FIRST, SECOND), true, false);
            w.awaitIdle();
            assertThat(w.storage.graph().entityCount())
                    .as("a deletion finds everything again")
                    .isZero();
        }
    }

    /** As if a deletion had stopped half way: the document is gone, its words are not. */
    @Test
    void whatOnlyADeletedDocumentSaidGoes() {
        try (Workspace w = workspace()) {
            change(
                    w,
                    new Mutation.DeleteDocument(SECOND),
                    new Mutation.DeleteValue(KeyValueNamespace.FULL_DOCS, SECOND));
            mended(
                    w,
                    Kind.CHUNK_WITHOUT_DOCUMENT,
                    Kind.CHUNK_VECTOR_WITHOUT_CHUNK,
                    Kind.SOURCE_MISSING,
                    Kind.DOCUMENT_ENTITIES_WITHOUT_DOCUMENT,
                    Kind.DOCUMENT_RELATIONS_WITHOUT_DOCUMENT);
            assertThat(w.entity("Alice").description()).isEqualTo("Alice is first.");
            assertThat(w.relation("Acme", "Alice").weight()).isEqualTo(1.0);
        }
    }

    @Test
    void documentsWithoutTheirChunksAreProcessedAgain() {
        try (Workspace w = workspace()) {
            String before = w.entity("Alice").description();
            String chunk = w.document(SECOND).chunkIds().getFirst();
            change(w, new Mutation.DeleteValue(KeyValueNamespace.TEXT_CHUNKS, chunk));
            VerifyReport seen = w.engine.verify(true);
            assertThat(kinds(seen))
                    .containsExactlyInAnyOrder(
                            Kind.CHUNK_MISSING,
                            Kind.CHUNK_VECTOR_WITHOUT_CHUNK,
                            Kind.SOURCE_MISSING);
            w.engine.resume();
            w.awaitIdle();
            assertThat(w.document(SECOND).status()).isEqualTo(DocStatus.PROCESSED);
            assertThat(w.entity("Alice").description()).isEqualTo(before);
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    @Test
    void aTextWithoutItsDocumentComesBackAsAFailedOne() {
        try (Workspace w = workspace()) {
            change(w, new Mutation.DeleteDocument(SECOND));
            assertThat(kinds(w.engine.verify(true))).contains(Kind.TEXT_WITHOUT_DOCUMENT);
            assertThat(w.engine.verify(false).problems()).isEmpty();
            DocumentRecord row = w.document(SECOND);
            assertThat(row.status()).isEqualTo(DocStatus.FAILED);
            assertThat(row.filePath()).isEqualTo("second.txt");
            w.engine.reprocessFailed();
            w.awaitIdle();
            assertThat(w.document(SECOND).status()).isEqualTo(DocStatus.PROCESSED);
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    @Test
    void whatNothingCanTellIsReportedOnly() {
        try (Workspace w = workspace()) {
            change(
                    w,
                    new Mutation.DeleteValue(KeyValueNamespace.FULL_DOCS, FIRST),
                    new Mutation.PutValue(
                            KeyValueNamespace.LLM_RESPONSE_CACHE,
                            "default:extract:broken",
                            "no JSON".getBytes(StandardCharsets.UTF_8)));
            VerifyReport report = w.engine.verify(true);
            assertThat(report.problems())
                    .containsExactly(
                            new VerifyReport.Problem(
                                    Kind.DOCUMENT_WITHOUT_TEXT,
                                    1,
                                    List.of(FIRST),
                                    Outcome.BEYOND_REPAIR),
                            new VerifyReport.Problem(
                                    Kind.REPLY_UNREADABLE,
                                    1,
                                    List.of("default:extract:broken"),
                                    Outcome.REPAIRED));
            assertThat(kinds(w.engine.verify(false))).containsExactly(Kind.DOCUMENT_WITHOUT_TEXT);
        }
    }

    /** Chunks of a failed attempt are listed by their document and need no vectors. */
    @Test
    void failedAndWaitingDocumentsAreNothingWrong() {
        try (Workspace w = workspace()) {
            w.models.script =
                    request -> {
                        throw new lightrag.api.ModelFailureException("down", true);
                    };
            DocumentRecord failed =
                    w.ingest("third.txt", entityLine("Dora", "person", "Dora is third."));
            assertThat(failed.status()).isEqualTo(DocStatus.FAILED);
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    /** A source given by hand may be any text. */
    @Test
    void sourcesThatNameNoChunkAreLeftAlone() {
        try (Workspace w = workspace()) {
            w.engine.createEntity(
                    "Dora", Map.of("description", "By hand.", "source_id", "my notes"));
            assertThat(w.engine.verify(true).problems()).isEmpty();
            assertThat(w.entity("Dora").sourceIds()).containsExactly("my notes");
        }
    }

    /** A chunk that a caller's own graph brought, without any document. */
    @Test
    void chunksOfACallersGraphBelong() {
        try (Workspace w = workspace()) {
            ChunkRow chunk =
                    new ChunkRow(
                            Hashing.id("chunk-", "text"),
                            1,
                            "text",
                            0,
                            "notes",
                            "custom_kg",
                            List.of(),
                            Optional.empty(),
                            Map.of());
            long now = Instant.now().getEpochSecond();
            change(
                    w,
                    new Mutation.PutValue(
                            KeyValueNamespace.TEXT_CHUNKS, chunk.id(), chunk.encode(now)),
                    new Mutation.PutVector(
                            VectorNamespace.CHUNKS,
                            chunk.vector(now),
                            new float[ScriptedModels.DIMENSION]));
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    /** More things than one batch holds. */
    @Test
    void manyThingsAreMendedBatchByBatch() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            String[] lines = new String[600];
            for (int i = 0; i < 300; i++) {
                lines[2 * i] = entityLine("Person " + i, "person", "Number " + i + ".");
                lines[2 * i + 1] =
                        relationLine("Person " + i, "Person " + (i + 1) % 300, "next", "Next.");
            }
            w.ingest("many.txt", lines);
            w.storage.graph().labels().stream()
                    .limit(290)
                    .forEach(
                            name ->
                                    change(
                                            w,
                                            new Mutation.DeleteVector(
                                                    VectorNamespace.ENTITIES,
                                                    VectorTexts.entityId(name)),
                                            new Mutation.DeleteValue(
                                                    KeyValueNamespace.ENTITY_CHUNKS, name)));
            VerifyReport report = w.engine.verify(true);
            assertThat(report.problems())
                    .allSatisfy(problem -> assertThat(problem.count()).isGreaterThan(100))
                    .allSatisfy(problem -> assertThat(problem.samples()).hasSize(20));
            assertThat(kinds(report))
                    .containsExactlyInAnyOrder(
                            Kind.ENTITY_VECTOR_MISSING, Kind.ENTITY_SOURCES_INCOMPLETE);
            assertThat(w.engine.verify(false).problems()).isEmpty();
            Relation relation = w.relation("Person 1", "Person 2");
            assertThat(relation.description()).isEqualTo("Next.");
        }
    }
}
