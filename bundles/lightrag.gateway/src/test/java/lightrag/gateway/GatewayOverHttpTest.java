package lightrag.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.api.WorkspaceId;
import lightrag.model.openai.OpenAiProvider;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.WorkspaceModels;
import lightrag.testkit.ModelServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateway with the OpenAI binding against a server of its own process. */
@Timeout(60)
class GatewayOverHttpTest {

    private static final int LATENCY_MILLIS = 200;

    @Test
    void tenThousandWaitingCallsDelayAnotherWorkspaceByOneCallAtMost() throws Exception {
        try (ModelServerProcess server = ModelServerProcess.start("--latency-ms", String.valueOf(LATENCY_MILLIS));
                FairModelGateway gateway = gateway(new ProviderDirectory());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                WorkspaceModels flood = gateway.open(new WorkspaceId("flood"), properties(server));
                WorkspaceModels person = gateway.open(new WorkspaceId("person"), properties(server))) {
            LanguageModel asks = person.languageModel(ModelRole.EXTRACT);
            asks.complete(CompletionRequest.of("warm up", CallPriority.INTERACTIVE));
            LanguageModel floods = flood.languageModel(ModelRole.EXTRACT);
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                waiting.add(executor.submit(() -> floods.complete(CompletionRequest.of("x", CallPriority.INGEST))));
            }
            Await.until(() -> flood.statistics().getOrDefault("extract", Map.of()).getOrDefault("queued", 0L) > 9_900);

            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                asks.complete(CompletionRequest.of("a person waits " + i, CallPriority.INTERACTIVE));
                millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
            // its own time and at most one call's before it; the rest is room for a busy machine
            assertThat(millis.stream().sorted().toList().get(2)).isLessThan(2 * LATENCY_MILLIS + 100);
            // as ingest, too, it is served in turn and not after ten thousand others
            long start = System.nanoTime();
            asks.complete(CompletionRequest.of("another document", CallPriority.INGEST));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(4 * LATENCY_MILLIS));
            assertThat(server.count("max-in-flight")).isLessThanOrEqualTo(4 + 1); // and the question for the figure
            waiting.forEach(call -> call.cancel(true));
        }
    }

    @Test
    void noCallFailsWhileTheProviderIsReplacedAgainAndAgain() throws Exception {
        ProviderDirectory directory = new ProviderDirectory();
        try (ModelServerProcess server = ModelServerProcess.start("--latency-ms", "5");
                FairModelGateway gateway = new FairModelGateway(directory, GatewayLimits.DEFAULT);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger released = new AtomicInteger();
            var current = directory.add(new OpenAiProvider(), 0, released::incrementAndGet);
            try (WorkspaceModels models = gateway.open(new WorkspaceId("a"), properties(server))) {
                LanguageModel model = models.languageModel(ModelRole.QUERY);
                List<Future<Integer>> callers = new ArrayList<>();
                AtomicInteger swaps = new AtomicInteger();
                for (int i = 0; i < 8; i++) {
                    callers.add(executor.submit(() -> callUntil(swaps, model)));
                }
                for (int i = 0; i < 20; i++) {
                    gateway.remove(current); // first gone, then there again: the harder order
                    current = directory.add(new OpenAiProvider(), 0, released::incrementAndGet);
                    model.complete(CompletionRequest.of("after swap " + i, CallPriority.INTERACTIVE));
                    swaps.incrementAndGet();
                }
                int calls = 0;
                for (Future<Integer> caller : callers) {
                    calls += caller.get();
                }
                assertThat(calls).isGreaterThan(20);
                Await.until(() -> released.get() == 20);
            }
        }
    }

    private static int callUntil(AtomicInteger swaps, LanguageModel model) {
        int calls = 0;
        while (swaps.get() < 20) {
            assertThat(model.complete(CompletionRequest.of("x", CallPriority.INGEST)).text()).contains("x");
            calls++;
        }
        return calls;
    }

    private static FairModelGateway gateway(ProviderDirectory directory) {
        directory.add(new OpenAiProvider(), 0, () -> {});
        return new FairModelGateway(directory, GatewayLimits.DEFAULT);
    }

    private static Map<String, String> properties(ModelServerProcess server) {
        return Map.of(
                "llm.binding", "openai",
                "llm.binding.host", server.url() + "/v1",
                "embedding.binding", "openai",
                "embedding.binding.host", server.url() + "/v1",
                "embedding.dim", "256");
    }
}
