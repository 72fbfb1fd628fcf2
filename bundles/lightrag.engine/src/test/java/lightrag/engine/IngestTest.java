package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static lightrag.engine.Workspace.relationLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import lightrag.api.ChunkingChoice;
import lightrag.api.ConflictException;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.InvalidInputException;
import lightrag.api.ModelFailureException;
import lightrag.api.NewDocument;
import lightrag.api.Relation;
import lightrag.api.TrackId;
import lightrag.engine.graph.VectorTexts;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.rows.DocumentEntities;
import lightrag.engine.text.Hashing;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents through the whole line; checks of section 12 are named after their number. */
class IngestTest {

    private static final Map<String, String> NO_GLEANING = Map.of("max.gleaning", "0");

    @TempDir Path directory;

    @Test
    void check01_theIdFollowsTheCanonicalName() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            DocumentRecord document = w.ingest("/x/a.[legacy].txt", "whatever text");
            assertThat(document.id()).isEqualTo(Hashing.id("doc-", "a.txt"));
            assertThat(document.filePath()).isEqualTo("a.txt");
            assertThat(document.status()).isEqualTo(DocStatus.PROCESSED);
        }
    }

    @Test
    void check04_sameContentUnderAnotherNameIsRecordedAsADuplicate() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            DocumentRecord first = w.ingest("a.txt", "the same text");
            TrackId track = w.insert("b.txt", "the same text");
            DocumentRecord duplicate = w.engine.track(track).getFirst();
            assertThat(duplicate.id()).startsWith("dup-");
            assertThat(duplicate.status()).isEqualTo(DocStatus.FAILED);
            assertThat(duplicate.contentSummary())
                    .isEqualTo("[DUPLICATE:content_hash] Original document: " + first.id());
            assertThat(duplicate.metadata())
                    .containsEntry("is_duplicate", true)
                    .containsEntry("original_doc_id", first.id())
                    .containsEntry("original_track_id", first.trackId());
            w.engine.reprocessFailed();
            w.awaitIdle();
            assertThat(w.document(duplicate.id()).status()).isEqualTo(DocStatus.FAILED);
        }
    }

    @Test
    void check05_aFailedDocumentKeepsItsNameUntilItIsRetried() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.models.script =
                    request -> {
                        throw new ModelFailureException("model exploded", true);
                    };
            DocumentRecord failed = w.ingest("a.txt", "text");
            assertThat(failed.status()).isEqualTo(DocStatus.FAILED);
            assertThat(failed.error().orElseThrow())
                    .startsWith("C[1/1]: " + failed.id() + "-chunk-000: ")
                    .contains("model exploded");
            assertThatThrownBy(() -> w.insert("a.txt", "other text"))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("already contains")
                    .hasMessageContaining("(Status: failed)");
            w.models.script = ScriptedModels::echo;
            w.engine.reprocessFailed();
            w.awaitIdle();
            DocumentRecord processed = w.document(failed.id());
            assertThat(processed.status()).isEqualTo(DocStatus.PROCESSED);
            assertThat(processed.trackId()).isEqualTo(failed.trackId());
            assertThat(processed.createdAt()).isEqualTo(failed.createdAt());
            assertThat(processed.error()).isEmpty();
        }
    }

    @Test
    void check06_chunksHaveTheirIdsAndTheirReplies() {
        try (Workspace w = new Workspace(directory, Map.of())) {
            DocumentRecord document = w.ingest("a.txt", entityLine("Alice", "Person", "A."));
            String chunk = document.id() + "-chunk-000";
            assertThat(document.chunkIds()).containsExactly(chunk);
            ChunkRow row =
                    ChunkRow.decode(
                            chunk, w.value(KeyValueNamespace.TEXT_CHUNKS, chunk).orElseThrow());
            assertThat(row.cacheKeys())
                    .hasSize(2)
                    .allMatch(key -> key.startsWith("default:extract:"));
            assertThat(new HashSet<>(row.cacheKeys())).hasSize(2);
            assertThat(w.vector(VectorNamespace.CHUNKS, chunk).orElseThrow().fields())
                    .containsEntry("full_doc_id", document.id())
                    .containsEntry("file_path", "a.txt");
            assertThat(document.metadata())
                    .containsEntry("process_options", "F")
                    .containsEntry("parse_stage_skipped", true)
                    .containsEntry("chunk_method", "fixed_token")
                    .containsEntry("chunk_opts", "size=1200, split_only=False, overlap=100")
                    .containsKeys("parse_start_time", "analyzing_start_time", "process_end_time");
        }
    }

    @Test
    void check07_windowsOfTokens() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.models.script = request -> "<|COMPLETE|>";
            assertThat(w.ingest("a.txt", "a ".repeat(1199) + "a").chunksCount()).contains(2);
            assertThat(w.ingest("b.txt", "b ".repeat(1099) + "b").chunksCount()).contains(1);
            assertThat(w.ingest("c.txt", "c ".repeat(1100) + "c").chunksCount()).contains(2);
        }
    }

    @Test
    void check08_aPieceThatIsTooLongFailsItsDocumentOnly() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            ChunkingChoice choice =
                    new ChunkingChoice(
                            "fixed_token",
                            Map.of(
                                    "chunk_token_size",
                                    5,
                                    "split_by_character",
                                    "#",
                                    "split_by_character_only",
                                    true));
            TrackId track =
                    w.engine.insert(
                            List.of(
                                    new NewDocument(
                                            "one two three four five six seven eight",
                                            "long.txt",
                                            Optional.of(choice)),
                                    new NewDocument("one#two", "short.txt", Optional.of(choice))));
            w.awaitIdle();
            List<DocumentRecord> rows = w.engine.track(track);
            assertThat(rows.get(0).status()).isEqualTo(DocStatus.FAILED);
            assertThat(rows.get(0).error().orElseThrow()).contains("limit of 5");
            assertThat(rows.get(1).status()).isEqualTo(DocStatus.PROCESSED);
            assertThat(rows.get(1).chunksCount()).contains(2);
        }
    }

    @Test
    void check16_gleaningAsksOnceMoreAndTheLongerDescriptionWins() {
        try (Workspace w = new Workspace(directory, Map.of("max.gleaning", "3"))) {
            w.models.script =
                    request ->
                            request.history().isEmpty()
                                    ? entityLine("Alice", "Person", "short.")
                                    : entityLine("Alice", "Person", "a longer one.")
                                            + "\n"
                                            + entityLine("Bob", "Person", "new.");
            w.ingest("a.txt", "text");
            assertThat(w.models.asked).hasSize(2);
            assertThat(w.models.asked.get(1).history())
                    .extracting(message -> message.role())
                    .containsExactly("user", "assistant");
            assertThat(w.entity("Alice").description()).isEqualTo("a longer one.");
            assertThat(w.entity("Bob").description()).isEqualTo("new.");
        }
    }

    /** Appendix A-8 of the engine rules. */
    @Test
    void check18to21_twoDocumentsOfOneWorld() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            DocumentRecord first = scenario(w);
            Entity alice = w.entity("Alice");
            assertThat(alice.type()).isEqualTo("person");
            assertThat(alice.description()).isEqualTo("Alice is first.<SEP>Alice second.");
            assertThat(alice.filePaths()).containsExactly("first.txt", "second.txt");
            Entity carol = w.entity("Carol");
            assertThat(carol.type()).isEqualTo("UNKNOWN");
            assertThat(carol.description()).isEqualTo("Alice knows Carol.");
            Relation edge = w.relation("Acme", "Alice");
            assertThat(edge.weight()).isEqualTo(2.0);
            assertThat(edge.keywords()).isEqualTo("employs,job,works at");
            assertThat(edge.description())
                    .isEqualTo("Alice works at Acme.<SEP>Acme employs Alice second.");
            assertThat(w.sources(KeyValueNamespace.RELATION_CHUNKS, "Acme<SEP>Alice")).hasSize(2);
            assertThat(w.sources(KeyValueNamespace.RELATION_CHUNKS, "Alice<SEP>Carol")).hasSize(1);
            assertThat(
                            DocumentEntities.decode(
                                            w.value(KeyValueNamespace.FULL_ENTITIES, first.id())
                                                    .orElseThrow())
                                    .names())
                    .containsExactly("Acme", "Alice", "Carol");
            assertThat(
                            w.vector(
                                            VectorNamespace.RELATIONSHIPS,
                                            VectorTexts.relationId(edge.key()))
                                    .orElseThrow()
                                    .content())
                    .isEqualTo("employs,job,works at\tAcme\nAlice\n" + edge.description());
            assertThat(
                            w.vector(VectorNamespace.ENTITIES, VectorTexts.entityId("Alice"))
                                    .orElseThrow()
                                    .content())
                    .isEqualTo("Alice\n" + alice.description());
        }
    }

    static DocumentRecord scenario(Workspace w) {
        DocumentRecord first =
                w.ingest(
                        "first.txt",
                        entityLine("Alice", "Person", "Alice is first."),
                        entityLine("Acme", "Organization", "Acme corp."),
                        relationLine("Alice", "Acme", "works at,job", "Alice works at Acme."),
                        relationLine("Alice", "Carol", "friend", "Alice knows Carol."));
        w.ingest(
                "second.txt",
                entityLine("Alice", "Person", "Alice second."),
                entityLine("Acme", "Organization", "Acme second."),
                relationLine("Acme", "Alice", "employs", "Acme employs Alice second."));
        return first;
    }

    @Test
    void check22_theEighthDescriptionIsSummarised() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            for (int i = 1; i <= 7; i++) {
                w.ingest("d" + i + ".txt", entityLine("Alice", "Person", "d" + i));
            }
            assertThat(w.entity("Alice").description())
                    .isEqualTo("d1<SEP>d2<SEP>d3<SEP>d4<SEP>d5<SEP>d6<SEP>d7");
            assertThat(w.models.summaries()).isZero();
            for (int i = 8; i <= 10; i++) {
                w.ingest("d" + i + ".txt", entityLine("Alice", "Person", "d" + i));
            }
            assertThat(w.models.summaries()).isEqualTo(1);
            assertThat(w.entity("Alice").description()).isEqualTo("SUMMARY<SEP>d9<SEP>d10");
        }
    }

    @Test
    void check23_keepLeavesAFullListAlone() {
        Map<String, String> two = Map.of("max.gleaning", "0", "max.source.ids.per.entity", "2");
        try (Workspace w = new Workspace(directory, two)) {
            for (int i = 1; i <= 3; i++) {
                w.ingest("d" + i + ".txt", entityLine("Alice", "Person", "d" + i));
            }
            assertThat(w.entity("Alice").description()).isEqualTo("d1<SEP>d2");
            assertThat(w.entity("Alice").sourceIds()).hasSize(2);
            assertThat(w.entity("Alice").truncate()).contains("");
            assertThat(w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice")).hasSize(3);
        }
    }

    @Test
    void check23_fifoKeepsTheNewest() {
        Map<String, String> two =
                Map.of(
                        "max.gleaning",
                        "0",
                        "max.source.ids.per.entity",
                        "2",
                        "source.ids.limit.method",
                        "fifo");
        try (Workspace w = new Workspace(directory, two)) {
            for (int i = 1; i <= 3; i++) {
                w.ingest("d" + i + ".txt", entityLine("Alice", "Person", "d" + i));
            }
            assertThat(w.entity("Alice").sourceIds())
                    .containsExactly(
                            Hashing.id("doc-", "d2.txt") + "-chunk-000",
                            Hashing.id("doc-", "d3.txt") + "-chunk-000");
            assertThat(w.entity("Alice").truncate()).contains("FIFO 2/3");
        }
    }

    @Test
    void check24_filePathsHaveALimit() {
        Map<String, String> three = Map.of("max.gleaning", "0", "max.file.paths", "3");
        try (Workspace w = new Workspace(directory, three)) {
            for (int i = 1; i <= 5; i++) {
                w.ingest("d" + i + ".txt", "file " + i, entityLine("Alice", "Person", "same text"));
            }
            assertThat(w.entity("Alice").filePaths())
                    .containsExactly("d1.txt", "d2.txt", "d3.txt", "...truncated...(KEEP Old)");
        }
    }

    @Test
    void namesAreCheckedBeforeAnythingIsStored() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            for (String name :
                    List.of("", "  ", "no-file-path", "a\u0001b.txt", "unknown_source")) {
                assertThatThrownBy(() -> w.insert(name, "text"))
                        .isInstanceOf(InvalidInputException.class);
            }
            assertThatThrownBy(
                            () ->
                                    w.engine.insert(
                                            List.of(
                                                    new NewDocument(
                                                            "x", "a/n.txt", Optional.empty()),
                                                    new NewDocument(
                                                            "y", "b/n.txt", Optional.empty()))))
                    .isInstanceOf(InvalidInputException.class);
            assertThat(w.engine.statusCounts().all()).isZero();
        }
    }

    @Test
    void unchangedTextsAreNotEmbeddedAgain() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.ingest(
                    "a.txt",
                    entityLine("Alice", "Person", "the same."),
                    entityLine("Bob", "Person", "b1."));
            w.models.embedded.clear();
            w.ingest(
                    "b.txt",
                    "intro",
                    entityLine("Alice", "Person", "the same."),
                    entityLine("Bob", "Person", "b2."));
            List<String> texts = w.models.embedded.stream().flatMap(List::stream).toList();
            assertThat(w.models.embedded).hasSize(2);
            assertThat(texts).contains("Bob\nb1.<SEP>b2.").doesNotContain("Alice\nthe same.");
            assertThat(
                            w.vector(VectorNamespace.ENTITIES, VectorTexts.entityId("Alice"))
                                    .orElseThrow()
                                    .fields()
                                    .get("file_path"))
                    .isEqualTo("a.txt<SEP>b.txt");
        }
    }

    @Test
    void manyDocumentsAtOnceAllArrive() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            List<NewDocument> documents =
                    IntStream.range(0, 40)
                            .mapToObj(
                                    i ->
                                            new NewDocument(
                                                    entityLine("Shared", "Thing", "s" + i % 5)
                                                            + "\n"
                                                            + entityLine("Own" + i, "Thing", "o")
                                                            + "\n"
                                                            + relationLine(
                                                                    "Shared", "Own" + i, "k",
                                                                    "r" + i),
                                                    "d" + i + ".txt",
                                                    Optional.empty()))
                            .toList();
            TrackId track = w.engine.insert(documents);
            w.awaitIdle();
            assertThat(w.statuses(track)).containsExactly(DocStatus.PROCESSED);
            assertThat(w.storage.graph().entityCount()).isEqualTo(41);
            assertThat(w.storage.graph().relationCount()).isEqualTo(40);
            assertThat(w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Shared")).hasSize(40);
            assertThat(w.engine.pipelineStatus().busy()).isFalse();
        }
    }

    @Test
    void chunksFitTheEmbeddingModel() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.models.embeddingLimit = OptionalInt.of(25);
            w.models.script = request -> "<|COMPLETE|>";
            String text = String.join(" ", IntStream.range(0, 60).mapToObj(i -> "w" + i).toList());
            DocumentRecord document = w.ingest("a.txt", text);
            assertThat(document.chunksCount().orElseThrow()).isGreaterThan(3);
            assertThat(document.chunkIds().getLast())
                    .isEqualTo(
                            document.id()
                                    + "-chunk-%03d".formatted(document.chunksCount().get() - 1));
        }
    }

    @Test
    void anotherEmbeddingModelIsRefused() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.ingest("a.txt", "text");
            w.models.embeddingName = "other";
            assertThatThrownBy(w::openEngine)
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("hash")
                    .hasMessageContaining("other");
            w.models.embeddingName = "hash";
            w.engine.clearDocuments();
            w.models.embeddingName = "other";
            w.openEngine().close();
        }
    }
}
