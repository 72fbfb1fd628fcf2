package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.ModelFailureException;
import lightrag.api.NewDocument;
import lightrag.api.TrackId;
import lightrag.spi.model.CompletionRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupted, cancelled, poisoned: nothing accepted is lost, nothing half done is seen. */
class RecoveryTest {

    private static final Map<String, String> NO_GLEANING = Map.of("max.gleaning", "0");

    @TempDir Path directory;

    /** A model that never answers until interrupted. */
    private static String hang(CompletionRequest request) {
        try {
            new CountDownLatch(1).await();
            return "";
        } catch (InterruptedException e) {
            throw new ModelFailureException("interrupted", true, e);
        }
    }

    @Test
    void check39_interruptedDocumentsAreTakenUpAgainFromTheCache() {
        try (Workspace w =
                new Workspace(
                        directory,
                        Map.of(
                                "max.gleaning",
                                "0",
                                "chunk.size",
                                "40",
                                "chunk.overlap.size",
                                "0",
                                "max.async.llm",
                                "1"))) {
            String text =
                    String.join(
                            "\n",
                            IntStream.range(0, 12)
                                    .mapToObj(i -> entityLine("E" + i, "Thing", "about " + i))
                                    .toList());
            w.models.script =
                    request ->
                            w.models.asked.size() > 2
                                    ? hang(request)
                                    : ScriptedModels.echo(request);
            TrackId track = w.insert("a.txt", text);
            Workspace.await(() -> w.models.asked.size() == 3);
            assertThat(w.engine.track(track).getFirst().status()).isEqualTo(DocStatus.PROCESSING);
            assertThat(w.storage.graph().entityCount()).isZero();
            w.reopen();
            DocumentRecord waiting = w.engine.track(track).getFirst();
            assertThat(waiting.status()).isEqualTo(DocStatus.PROCESSING);
            w.models.script = ScriptedModels::echo;
            int before = w.models.asked.size();
            w.engine.resume();
            w.awaitIdle();
            DocumentRecord done = w.engine.track(track).getFirst();
            assertThat(done.status()).isEqualTo(DocStatus.PROCESSED);
            assertThat(w.models.asked.size() - before)
                    .isEqualTo(done.chunksCount().orElseThrow() - 2);
            assertThat(w.storage.graph().entityCount()).isPositive();
        }
    }

    @Test
    void check39_cancellingFailsWhatIsUnderWayWithinASecond() throws Exception {
        try (Workspace w = new Workspace(directory, NO_GLEANING, RecoveryTest::hang)) {
            List<NewDocument> documents =
                    IntStream.range(0, 6)
                            .mapToObj(
                                    i ->
                                            new NewDocument(
                                                    "text " + i,
                                                    "d" + i + ".txt",
                                                    Optional.empty()))
                            .toList();
            TrackId track = w.engine.insert(documents);
            Workspace.await(() -> w.models.running.get() == 3);
            assertThat(w.engine.pipelineStatus().busy()).isTrue();
            assertThat(w.engine.pipelineStatus().documents()).isEqualTo(6);
            assertThat(w.engine.pipelineStatus().jobName()).isEqualTo("d0.txt[6 files]");
            long start = System.nanoTime();
            assertThat(w.engine.cancelPipeline()).isTrue();
            w.awaitIdle();
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(1000);
            assertThat(w.engine.track(track))
                    .hasSize(6)
                    .allMatch(row -> row.status() == DocStatus.FAILED)
                    .allMatch(row -> row.error().orElse("").startsWith("User cancelled"));
            assertThat(w.engine.cancelPipeline()).isFalse();
            w.models.script = ScriptedModels::echo;
            w.engine.reprocessFailed();
            w.awaitIdle();
            assertThat(w.statuses(track)).containsExactly(DocStatus.PROCESSED);
        }
    }

    @Test
    void aPoisonedDocumentBlocksNobody() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.models.script =
                    request -> {
                        if (request.prompt().contains("POISON")) {
                            throw new IllegalStateException("a binding's own bug");
                        }
                        return ScriptedModels.echo(request);
                    };
            TrackId track =
                    w.engine.insert(
                            List.of(
                                    new NewDocument("POISON", "p.txt", Optional.empty()),
                                    new NewDocument("fine", "f.txt", Optional.empty())));
            w.awaitIdle();
            assertThat(w.engine.track(track))
                    .extracting(DocumentRecord::status)
                    .containsExactly(DocStatus.FAILED, DocStatus.PROCESSED);
        }
    }

    @Test
    void aFailedEmbeddingLeavesNothingBehind() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.models.embeddingFails = true;
            DocumentRecord failed = w.ingest("a.txt", entityLine("Alice", "Person", "d"));
            assertThat(failed.status()).isEqualTo(DocStatus.FAILED);
            assertThat(failed.error().orElseThrow()).contains("no vectors today");
            assertThat(w.storage.graph().entityCount()).isZero();
            w.models.embeddingFails = false;
            int asked = w.models.asked.size();
            w.engine.reprocessFailed();
            w.awaitIdle();
            assertThat(w.document(failed.id()).status()).isEqualTo(DocStatus.PROCESSED);
            assertThat(w.models.asked).hasSize(asked);
        }
    }

    @Test
    void quiesceLetsWorkEndWhenThereIsTime() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            CountDownLatch release = new CountDownLatch(1);
            w.models.script =
                    request -> {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new ModelFailureException("interrupted", true, e);
                        }
                        return "<|COMPLETE|>";
                    };
            TrackId track = w.insert("a.txt", "text");
            Workspace.await(() -> w.models.running.get() == 1);
            Thread.ofVirtual().start(release::countDown);
            assertThat(w.engine.quiesce(Duration.ofSeconds(10))).isTrue();
            assertThat(w.statuses(track)).containsExactly(DocStatus.PROCESSED);
        }
    }

    @Test
    void quiesceStopsWorkThatTakesTooLong() {
        try (Workspace w = new Workspace(directory, NO_GLEANING, RecoveryTest::hang)) {
            TrackId track = w.insert("a.txt", "text");
            Workspace.await(() -> w.models.running.get() == 1);
            assertThat(w.engine.quiesce(Duration.ZERO)).isFalse();
            assertThat(w.statuses(track)).containsExactly(DocStatus.PROCESSING);
            w.models.script = ScriptedModels::echo;
            w.reopen();
            w.engine.resume();
            w.awaitIdle();
            assertThat(w.statuses(track)).containsExactly(DocStatus.PROCESSED);
        }
    }

    @Test
    void aDocumentPastItsDeadlineFailsAndTheNextGoesOn() {
        try (Workspace w =
                new Workspace(
                        directory,
                        Map.of(
                                "max.gleaning", "0",
                                "document.deadline.seconds", "1",
                                "max.parallel.insert", "1"))) {
            w.models.script =
                    request -> {
                        if (request.prompt().contains("ENDLESS")) {
                            try {
                                new java.util.concurrent.CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                throw new lightrag.api.ModelFailureException("interrupted", true);
                            }
                        }
                        return ScriptedModels.echo(request);
                    };
            TrackId endless = w.insert("endless.txt", "ENDLESS");
            TrackId next =
                    w.insert("next.txt", Workspace.entityLine("Nina", "person", "Nina is next."));
            w.awaitIdle();
            DocumentRecord failed = w.engine.track(endless).getFirst();
            assertThat(failed.status()).isEqualTo(DocStatus.FAILED);
            assertThat(failed.error().orElseThrow()).contains("longer than 1 s");
            assertThat(w.statuses(next)).containsExactly(DocStatus.PROCESSED);
        }
    }
}
