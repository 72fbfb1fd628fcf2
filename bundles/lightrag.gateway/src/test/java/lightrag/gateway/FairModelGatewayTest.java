package lightrag.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import lightrag.api.InvalidInputException;
import lightrag.api.ModelFailureException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.EmbeddingModel.Purpose;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.TokenUsage;
import lightrag.spi.model.WorkspaceModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FairModelGatewayTest {

    private static final WorkspaceId A = new WorkspaceId("a");
    private static final WorkspaceId B = new WorkspaceId("b");

    private final ProviderDirectory directory = new ProviderDirectory();
    private final FairModelGateway gateway =
            new FairModelGateway(
                    directory,
                    new GatewayLimits(OptionalInt.empty(), 100_000, Duration.ofSeconds(5)));
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HandDriven first = new HandDriven("first");
    private ProviderDirectory.Registration registration =
            directory.add(first, 0, () -> first.released.set(true));

    @AfterEach
    void stop() {
        first.go.countDown();
        executor.shutdownNow();
        gateway.close();
    }

    private static Map<String, String> properties(String... more) {
        Map<String, String> map =
                new HashMap<>(Map.of("llm.binding", "hand", "embedding.binding", "hand"));
        for (int i = 0; i < more.length; i += 2) {
            map.put(more[i], more[i + 1]);
        }
        return map;
    }

    private static String ask(LanguageModel model, String prompt) {
        return model.complete(CompletionRequest.of(prompt, CallPriority.INGEST)).text();
    }

    @Test
    void equalSettingsShareOneModel() {
        WorkspaceModels a = gateway.open(A, properties("chunk.size", "100"));
        WorkspaceModels b = gateway.open(B, properties("chunk.size", "200"));
        assertThat(first.opened).hasValue(2); // one language model, one embedding model
        WorkspaceModels c =
                gateway.open(new WorkspaceId("c"), properties("query.llm.model", "other"));
        assertThat(first.opened).hasValue(3);
        assertThat(c.languageModel(ModelRole.QUERY).info().model()).isEqualTo("other");
        a.close();
        a.close();
        b.close();
        assertThat(first.closed).hasValue(0);
        c.close();
        assertThat(first.closed).hasValue(3);
    }

    @Test
    void countsCallsAndTokensByWorkspaceAndRole() {
        try (WorkspaceModels a = gateway.open(A, properties());
                WorkspaceModels b = gateway.open(B, properties())) {
            ask(a.languageModel(ModelRole.EXTRACT), "x");
            ask(a.languageModel(ModelRole.EXTRACT), "x");
            assertThatThrownBy(() -> ask(a.languageModel(ModelRole.EXTRACT), "boom"))
                    .isInstanceOf(ModelFailureException.class)
                    .hasMessageContaining("IllegalArgumentException");
            assertThat(a.statistics().get("extract"))
                    .containsEntry("submitted_total", 3L)
                    .containsEntry("completed_total", 2L)
                    .containsEntry("failed_total", 1L)
                    .containsEntry("prompt_tokens", 4L)
                    .containsEntry("completion_tokens", 6L)
                    .containsEntry("call_count", 2L)
                    .containsEntry("max_async", 4L)
                    .containsEntry("in_flight", 0L);
            assertThat(b.statistics().get("extract")).containsEntry("submitted_total", 0L);
            assertThat(a.statistics())
                    .containsOnlyKeys("extract", "keyword", "query", "vlm", "embedding");
            assertThat(a.statistics().get("embedding")).containsEntry("max_async", 8L);
        }
    }

    @Test
    void allWorkspacesTogetherKeepTheProvidersWidth() throws Exception {
        try (WorkspaceModels a = gateway.open(A, properties());
                WorkspaceModels b = gateway.open(B, properties())) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(executor.submit(() -> ask(a.languageModel(ModelRole.EXTRACT), "hold")));
                calls.add(executor.submit(() -> ask(b.languageModel(ModelRole.EXTRACT), "hold")));
            }
            Await.until(() -> total("queued", a, b) == 36 && first.running.get() == 4);
            assertThat(total("running", a, b)).isEqualTo(4);
            first.go.countDown();
            for (Future<String> call : calls) {
                assertThat(call.get()).isEqualTo("first");
            }
            assertThat(first.mostRunning).hasValue(4);
        }
    }

    private static long total(String counter, WorkspaceModels... all) {
        return List.of(all).stream()
                .mapToLong(
                        models ->
                                models.statistics()
                                        .getOrDefault("extract", Map.of())
                                        .getOrDefault(counter, 0L))
                .sum();
    }

    @Test
    void aReplacedProviderServesTheNextCallWhileTheOldOneFinishes() throws Exception {
        try (WorkspaceModels a = gateway.open(A, properties())) {
            LanguageModel model = a.languageModel(ModelRole.EXTRACT);
            Future<String> held = executor.submit(() -> ask(model, "hold"));
            Await.until(() -> first.running.get() == 1);

            HandDriven second = new HandDriven("second");
            directory.add(second, 0, () -> {});
            gateway.remove(registration);
            assertThat(ask(model, "x")).isEqualTo("second");
            assertThat(first.released).as("a call still runs on it").isFalse();
            first.go.countDown();
            assertThat(held.get()).isEqualTo("first");
            Await.until(first.released::get);
            assertThat(first.closed).as("language and embedding model").hasValue(2);
            assertThat(
                            a.embeddingModel()
                                    .embed(List.of("x"), Purpose.QUERY, CallPriority.INTERACTIVE))
                    .hasSize(1);
            assertThat(second.opened).hasValue(2);
        }
    }

    @Test
    void callsPauseWhileAProviderIsBeingReplaced() throws Exception {
        try (WorkspaceModels a = gateway.open(A, properties())) {
            gateway.remove(registration);
            assertThat(first.released).as("nobody used it").isTrue();
            Future<String> call =
                    executor.submit(() -> ask(a.languageModel(ModelRole.EXTRACT), "x"));
            Await.until(() -> total("running", a) == 1);
            assertThat(call).isNotDone();
            directory.add(new HandDriven("second"), 0, () -> {});
            assertThat(call.get()).isEqualTo("second");
            assertThat(a.embeddingModel().dimension()).isEqualTo(1);
        }
    }

    @Test
    void anAbsentBindingIsNamedAtOnce() {
        assertThatThrownBy(() -> gateway.open(A, properties("llm.binding", "nowhere")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("installed: hand");
        gateway.limit(new GatewayLimits(OptionalInt.empty(), 10, Duration.ofMillis(50)));
        WorkspaceModels a = gateway.open(A, properties());
        gateway.remove(registration);
        assertThatThrownBy(() -> ask(a.languageModel(ModelRole.QUERY), "x"))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void aFailedOpeningLeavesNothingOpen() {
        assertThatThrownBy(() -> gateway.open(A, properties("rerank.binding", "hand")))
                .isInstanceOf(InvalidInputException.class);
        assertThat(first.closed.get()).isEqualTo(first.opened.get()).isPositive();
    }

    @Test
    void aBindingThatHangsIsEndedByTheWatchdog() {
        try (WorkspaceModels a = gateway.open(A, properties("llm.timeout", "1"))) {
            ModelFailureException failure =
                    catchThrowableOfType(
                            ModelFailureException.class,
                            () -> ask(a.languageModel(ModelRole.EXTRACT), "hold"));
            assertThat(failure).hasMessageContaining("did not answer within 4 s");
            assertThat(failure.retriable()).isTrue();
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the watchdog's interrupt is taken back")
                    .isFalse();
            assertThat(a.statistics().get("extract")).containsEntry("failed_total", 1L);
        }
    }

    @Test
    void interruptCancelsWaitingAndRunningCalls() throws Exception {
        try (WorkspaceModels a = gateway.open(A, properties("max.async", "1"))) {
            LanguageModel model = a.languageModel(ModelRole.EXTRACT);
            Future<String> running = executor.submit(() -> ask(model, "hold"));
            Await.until(() -> first.running.get() == 1);
            Future<String> waiting = executor.submit(() -> ask(model, "x"));
            Await.until(() -> total("queued", a) == 1);
            waiting.cancel(true);
            Await.until(() -> total("queued", a) == 0);
            running.cancel(true);
            Await.until(() -> total("running", a) == 0);
            assertThat(a.statistics().get("extract")).containsEntry("cancelled_total", 2L);
            assertThat(ask(model, "x")).isEqualTo("first");
        }
    }

    @Test
    void aStreamKeepsItsPlaceUntilItEnds() throws Exception {
        try (WorkspaceModels a = gateway.open(A, properties("max.async", "1"))) {
            LanguageModel model = a.languageModel(ModelRole.EXTRACT);
            CompletionRequest ask = CompletionRequest.of("b", CallPriority.INTERACTIVE);
            CompletionStream stream = model.stream(ask);
            Future<String> next = executor.submit(() -> ask(model, "x"));
            Await.until(() -> total("queued", a) == 1);
            List<String> pieces = new ArrayList<>();
            stream.forEachRemaining(pieces::add);
            assertThat(pieces).containsExactly("a", "b", "c");
            assertThat(next.get()).isEqualTo("first");
            stream.close();
            assertThat(stream.usage()).isEqualTo(new TokenUsage(5, 7));

            CompletionStream left = model.stream(ask);
            left.next();
            left.close();
            assertThat(left.hasNext()).isFalse();
            assertThatThrownBy(
                            () ->
                                    model.stream(
                                            CompletionRequest.of("boom", CallPriority.INTERACTIVE)))
                    .isInstanceOf(ModelFailureException.class);
            assertThat(ask(model, "x")).isEqualTo("first");
            assertThat(a.statistics().get("extract"))
                    .containsEntry("completed_total", 3L)
                    .containsEntry("cancelled_total", 1L)
                    .containsEntry("failed_total", 1L)
                    .containsEntry("running", 0L)
                    .containsEntry("prompt_tokens", 2L + 5 + 5 + 2);
        }
    }

    @Test
    void anAbandonedStreamGivesItsPlaceBack() {
        try (WorkspaceModels a =
                gateway.open(A, properties("max.async", "1", "llm.timeout", "1"))) {
            LanguageModel model = a.languageModel(ModelRole.EXTRACT);
            CompletionStream lost =
                    model.stream(CompletionRequest.of("b", CallPriority.INTERACTIVE));
            assertThat(ask(model, "x")).isEqualTo("first");
            assertThatThrownBy(lost::hasNext).isInstanceOf(ModelFailureException.class);
            assertThat(a.statistics().get("extract")).containsEntry("failed_total", 1L);
        }
    }

    @Test
    void manyTextsAreEmbeddedInBatchesSideBySide() {
        List<String> texts = IntStream.range(0, 105).mapToObj(i -> "text" + i).toList();
        try (WorkspaceModels a = gateway.open(A, properties("embedding.batch.num", "10"))) {
            List<float[]> vectors =
                    a.embeddingModel().embed(texts, Purpose.DOCUMENT, CallPriority.INGEST);
            assertThat(vectors).hasSize(105);
            assertThat(vectors.get(42)[0]).isEqualTo((float) "text42".hashCode());
            assertThat(first.batches).hasSize(11).contains(10, 5);
            assertThat(a.embeddingModel().embed(List.of(), Purpose.QUERY, CallPriority.INTERACTIVE))
                    .isEmpty();
            assertThat(a.statistics().get("embedding")).containsEntry("completed_total", 11L);
        }
    }

    @Test
    void aFailedBatchEndsTheOthers() {
        List<String> texts =
                new ArrayList<>(IntStream.range(0, 79).mapToObj(i -> "hold" + i).toList());
        texts.set(35, "boom");
        texts.set(30, "x");
        for (int i = 30; i < 40; i++) {
            texts.set(i, i == 35 ? "boom" : "x");
        }
        try (WorkspaceModels a = gateway.open(A, properties())) {
            assertThatThrownBy(
                            () ->
                                    a.embeddingModel()
                                            .embed(texts, Purpose.DOCUMENT, CallPriority.INGEST))
                    .isInstanceOf(ModelFailureException.class)
                    .hasMessageContaining("IllegalArgumentException");
            assertThat(first.running).hasValue(0);
            assertThat(a.statistics().get("embedding")).containsEntry("in_flight", 0L);
        }
    }

    @Test
    void callsAfterTheLastCloseAreRefused() throws ExecutionException, InterruptedException {
        WorkspaceModels a = gateway.open(A, properties());
        a.close();
        Future<String> call = executor.submit(() -> ask(a.languageModel(ModelRole.QUERY), "x"));
        assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnavailableException.class);
    }
}
