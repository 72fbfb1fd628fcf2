package lightrag.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateway with the OpenAI binding against a server of its own process. */
@Timeout(120)
class GatewayOverHttpTest {

    private static ModelServerProcess server;

    @BeforeAll
    static void start() {
        server = ModelServerProcess.start("--latency-ms", "40");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void tenThousandWaitingCallsDelayAnotherWorkspaceByOneCallAtMost() throws Exception {
        try (FairModelGateway gateway = gateway(new ProviderDirectory());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                WorkspaceModels flood = gateway.open(new WorkspaceId("flood"), properties());
                WorkspaceModels person = gateway.open(new WorkspaceId("person"), properties())) {
            LanguageModel asks = person.languageModel(ModelRole.EXTRACT);
            asks.complete(CompletionRequest.of("warm up", CallPriority.INTERACTIVE));
            LanguageModel floods = flood.languageModel(ModelRole.EXTRACT);
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                waiting.add(
                        executor.submit(
                                () ->
                                        floods.complete(
                                                CompletionRequest.of("x", CallPriority.INGEST))));
            }
            Await.until(() -> count(flood, "submitted_total") == 10_000);
            assertThat(count(flood, "queued")).isGreaterThan(5_000);

            // Counted in calls, not in time, so that a busy machine does not decide. Four run when
            // the
            // person's call comes; it takes the first free place, and beside it three places serve
            // on.
            for (CallPriority priority : List.of(CallPriority.INTERACTIVE, CallPriority.INGEST)) {
                List<Long> servedMeanwhile = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    long before = count(flood, "completed_total");
                    asks.complete(CompletionRequest.of("a person waits " + i, priority));
                    servedMeanwhile.add(count(flood, "completed_total") - before);
                }
                assertThat(servedMeanwhile.stream().sorted().toList().get(2))
                        .as("of 10,000, with " + priority)
                        .isLessThanOrEqualTo(10);
            }
            assertThat(server.count("max-in-flight"))
                    .isLessThanOrEqualTo(4 + 1); // and the question for the figure
            waiting.forEach(call -> call.cancel(true));
        }
    }

    @Test
    void noCallFailsWhileTheProviderIsReplacedAgainAndAgain() throws Exception {
        ProviderDirectory directory = new ProviderDirectory();
        try (FairModelGateway gateway = new FairModelGateway(directory, GatewayLimits.DEFAULT);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger released = new AtomicInteger();
            var current = directory.add(new OpenAiProvider(), 0, released::incrementAndGet);
            try (WorkspaceModels models = gateway.open(new WorkspaceId("a"), properties())) {
                LanguageModel model = models.languageModel(ModelRole.QUERY);
                List<Future<Integer>> callers = new ArrayList<>();
                AtomicInteger swaps = new AtomicInteger();
                for (int i = 0; i < 8; i++) {
                    callers.add(executor.submit(() -> callUntil(swaps, model)));
                }
                for (int i = 0; i < 10; i++) {
                    gateway.remove(current); // first gone, then there again: the harder order
                    current = directory.add(new OpenAiProvider(), 0, released::incrementAndGet);
                    model.complete(
                            CompletionRequest.of("after swap " + i, CallPriority.INTERACTIVE));
                    swaps.incrementAndGet();
                }
                int calls = 0;
                for (Future<Integer> caller : callers) {
                    calls += caller.get();
                }
                assertThat(calls).isGreaterThan(20);
                Await.until(() -> released.get() == 10);
            }
        }
    }

    private static long count(WorkspaceModels models, String counter) {
        return models.statistics().getOrDefault("extract", Map.of()).getOrDefault(counter, 0L);
    }

    private static int callUntil(AtomicInteger swaps, LanguageModel model) {
        int calls = 0;
        while (swaps.get() < 10) {
            assertThat(model.complete(CompletionRequest.of("x", CallPriority.INGEST)).text())
                    .contains("x");
            calls++;
        }
        return calls;
    }

    private static FairModelGateway gateway(ProviderDirectory directory) {
        directory.add(new OpenAiProvider(), 0, () -> {});
        return new FairModelGateway(directory, GatewayLimits.DEFAULT);
    }

    private static Map<String, String> properties() {
        return Map.of(
                "llm.binding", "openai",
                "llm.binding.host", server.url() + "/v1",
                "embedding.binding", "openai",
                "embedding.binding.host", server.url() + "/v1",
                "embedding.dim", "256");
    }
}
