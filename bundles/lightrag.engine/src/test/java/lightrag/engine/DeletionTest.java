package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static lightrag.engine.Workspace.relationLine;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import lightrag.api.ClearResult;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.JobStart;
import lightrag.api.Relation;
import lightrag.api.TrackId;
import lightrag.engine.graph.VectorTexts;
import lightrag.engine.text.Hashing;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 8 of the engine rules. */
class DeletionTest {

    private static final Map<String, String> NO_GLEANING = Map.of("max.gleaning", "0");

    @TempDir Path directory;

    private static void delete(Workspace w, boolean cache, String... ids) {
        JobStart start = w.engine.deleteDocuments(List.of(ids), true, cache);
        assertThat(start.state()).isEqualTo(JobStart.State.STARTED);
        w.awaitIdle();
    }

    /** Appendix A-8: what the second document changed is as the first left it. */
    @Test
    void check37_sharedThingsAreRestoredWithoutTheModel() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            IngestTest.scenario(w);
            int asked = w.models.asked.size();
            delete(w, false, Hashing.id("doc-", "second.txt"));
            assertThat(w.models.asked).hasSize(asked);
            assertThat(w.entity("Alice").description()).isEqualTo("Alice is first.");
            assertThat(w.entity("Alice").filePaths()).containsExactly("first.txt");
            assertThat(w.entity("Acme").description()).isEqualTo("Acme corp.");
            Relation edge = w.relation("Acme", "Alice");
            assertThat(edge.weight()).isEqualTo(1.0);
            assertThat(edge.keywords()).isEqualTo("job, works at");
            assertThat(edge.filePaths()).containsExactly("first.txt");
            assertThat(w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice")).hasSize(1);
            assertThat(
                            w.vector(VectorNamespace.ENTITIES, VectorTexts.entityId("Alice"))
                                    .orElseThrow()
                                    .content())
                    .isEqualTo("Alice\nAlice is first.");
        }
    }

    @Test
    void check38_theLastDocumentTakesEverythingAlongButTheReplies() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            DocumentRecord first = IngestTest.scenario(w);
            delete(w, false, first.id(), Hashing.id("doc-", "second.txt"));
            assertThat(w.storage.graph().entityCount()).isZero();
            assertThat(w.storage.graph().relationCount()).isZero();
            for (VectorNamespace namespace : VectorNamespace.values()) {
                assertThat(w.storage.vectors(namespace, 0).size()).as(namespace.wire()).isZero();
            }
            for (KeyValueNamespace namespace : KeyValueNamespace.values()) {
                long left = w.storage.keyValues(namespace).size();
                switch (namespace) {
                    case LLM_RESPONSE_CACHE -> assertThat(left).isEqualTo(2);
                    case WORKSPACE_META -> assertThat(left).isEqualTo(1);
                    default -> assertThat(left).as(namespace.wire()).isZero();
                }
            }
            assertThat(w.engine.statusCounts().all()).isZero();
            assertThat(w.ingest("first.txt", "new text").status()).isEqualTo(DocStatus.PROCESSED);
        }
    }

    @Test
    void aDeletedSecretIsNowhereOnDisk() throws IOException {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.ingest("keep.txt", entityLine("Alice", "Person", "Alice stays."));
            w.upload(
                    "secret.txt",
                    entityLine("Alice", "Person", "CANARY-4711 text")
                            + "\n"
                            + relationLine("Alice", "CANARY-4712", "k", "CANARY-4713 relation"));
            w.awaitIdle();
            assertThat(w.entity("CANARY-4712")).isNotNull();
            delete(w, true, Hashing.id("doc-", "secret.txt"));
            w.engine.close();
            w.storage.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("CANARY");
                }
            }
        }
    }

    @Test
    void unknownIdsAndFailedDocumentsCanBeNamed() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.models.embeddingFails = true;
            DocumentRecord failed = w.ingest("a.txt", entityLine("Alice", "Person", "d"));
            w.models.embeddingFails = false;
            delete(w, true, failed.id(), "doc-unknown");
            assertThat(w.engine.statusCounts().all()).isZero();
            assertThat(w.storage.keyValues(KeyValueNamespace.LLM_RESPONSE_CACHE).size()).isZero();
            assertThat(w.storage.keyValues(KeyValueNamespace.TEXT_CHUNKS).size()).isZero();
            assertThat(w.engine.pipelineStatus().latestMessage())
                    .contains("1 successful, 1 failed");
        }
    }

    @Test
    void summarisedThingsAreSummarisedAnewFromWhatRemains() {
        try (Workspace w =
                new Workspace(
                        directory,
                        Map.of("max.gleaning", "0", "force.llm.summary.on.merge", "3"))) {
            for (int i = 1; i <= 4; i++) {
                w.ingest("d" + i + ".txt", entityLine("Alice", "Person", "d" + i));
            }
            assertThat(w.entity("Alice").description()).isEqualTo("SUMMARY<SEP>d4");
            delete(w, false, Hashing.id("doc-", "d1.txt"), Hashing.id("doc-", "d2.txt"));
            assertThat(w.entity("Alice").description()).isEqualTo("d3<SEP>d4");
        }
    }

    @Test
    void withoutRepliesSharedThingsKeepTheirWords() {
        try (Workspace w =
                new Workspace(
                        directory,
                        Map.of("max.gleaning", "0", "enable.llm.cache.for.extract", "false"))) {
            IngestTest.scenario(w);
            delete(w, false, Hashing.id("doc-", "second.txt"));
            assertThat(w.entity("Alice").description())
                    .isEqualTo("Alice is first.<SEP>Alice second.");
            assertThat(w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice")).hasSize(1);
        }
    }

    @Test
    void clearingKeepsOnlyTheReplies() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            IngestTest.scenario(w);
            assertThat(w.engine.clearDocuments().state()).isEqualTo(ClearResult.State.SUCCESS);
            assertThat(w.engine.labels()).isEmpty();
            assertThat(w.engine.statusCounts().all()).isZero();
            assertThat(w.storage.keyValues(KeyValueNamespace.LLM_RESPONSE_CACHE).size())
                    .isEqualTo(2);
            int asked = w.models.asked.size();
            IngestTest.scenario(w);
            assertThat(w.models.asked).hasSize(asked);
            w.engine.clearCache();
            assertThat(w.storage.keyValues(KeyValueNamespace.LLM_RESPONSE_CACHE).size()).isZero();
        }
    }

    /** What one document holds back: its extraction ends only when told to. */
    private static CountDownLatch holdBack(Workspace w, String word) {
        CountDownLatch release = new CountDownLatch(1);
        w.models.script =
                request -> {
                    if (request.prompt().contains(word)) {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new lightrag.api.ModelFailureException("interrupted", true);
                        }
                    }
                    return ScriptedModels.echo(request);
                };
        return release;
    }

    @Test
    void deletionsDoNotWaitForOtherDocuments() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            IngestTest.scenario(w);
            CountDownLatch release = holdBack(w, "Slowly");
            TrackId slow = w.insert("slow.txt", entityLine("Slowly", "person", "Takes its time."));
            Workspace.await(() -> w.models.running.get() == 1);
            String second = Hashing.id("doc-", "second.txt");
            assertThat(w.engine.deleteDocuments(List.of(second), true, false).state())
                    .isEqualTo(JobStart.State.STARTED);
            Workspace.await(() -> w.storage.docStatus().get(second).isEmpty());
            assertThat(w.statuses(slow)).as("still on its way").doesNotContain(DocStatus.PROCESSED);
            assertThat(w.entity("Alice").description()).isEqualTo("Alice is first.");
            release.countDown();
            w.awaitIdle();
            assertThat(w.statuses(slow)).containsExactly(DocStatus.PROCESSED);
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    @Test
    void aDocumentOnItsWayStopsAndIsGone() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            IngestTest.scenario(w);
            CountDownLatch release = holdBack(w, "Slowly");
            TrackId slow = w.insert("slow.txt", entityLine("Slowly", "person", "Takes its time."));
            TrackId next = w.insert("next.txt", entityLine("Nextly", "person", "Comes next."));
            Workspace.await(() -> w.models.running.get() == 1);
            delete(w, true, Hashing.id("doc-", "slow.txt"));
            assertThat(w.engine.track(slow)).isEmpty();
            assertThat(w.entity("Slowly")).isNull();
            assertThat(w.statuses(next)).as("others go on").containsExactly(DocStatus.PROCESSED);
            release.countDown();
            DocumentRecord again =
                    w.ingest("slow.txt", entityLine("Slowly", "person", "Another text."));
            assertThat(again.status()).as("its name is free again").isEqualTo(DocStatus.PROCESSED);
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }
}
