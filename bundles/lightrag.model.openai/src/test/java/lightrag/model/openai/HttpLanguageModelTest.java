package lightrag.model.openai;

import static lightrag.model.openai.ScriptedServer.chat;
import static lightrag.model.openai.ScriptedServer.cut;
import static lightrag.model.openai.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpLanguageModelTest {

    private static final CompletionRequest ASK =
            CompletionRequest.of("q", CallPriority.INTERACTIVE);
    private static final CompletionRequest INGEST = CompletionRequest.of("q", CallPriority.INGEST);

    @Test
    void triesAgainAfterWhatPasses() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                reply(500, "{}"),
                                exchange -> {}, // closed without a reply
                                cut("{\"choices\":[{\"mess"),
                                reply(429, "{}", "Retry-After", "0"),
                                chat("done"));
                LanguageModel model = model(server)) {
            Completion completion = model.complete(INGEST);
            assertThat(completion.text()).isEqualTo("done");
            assertThat(completion.usage()).isEqualTo(new TokenUsage(7, 3));
            assertThat(completion.truncated()).isFalse();
            assertThat(server.bodies()).hasSize(5).containsOnly(server.bodies().getFirst());
            assertThat(server.paths()).containsOnly("/v1/chat/completions");
        }
    }

    @Test
    void givesUpAfterTheLastTry() {
        try (ScriptedServer server = new ScriptedServer(reply(503, "{\"error\":\"overloaded\"}"));
                LanguageModel model = model(server)) {
            ModelFailureException failure =
                    catchThrowableOfType(ModelFailureException.class, () -> model.complete(INGEST));
            assertThat(failure)
                    .hasMessageContaining("503 (overloaded)")
                    .hasMessageContaining("5 tries");
            assertThat(failure.retriable()).isTrue();
            assertThat(server.bodies()).hasSize(5);
        }
    }

    @Test
    void doesNotRepeatWhatCannotHelp() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                reply(401, "{\"error\":{\"message\":\"no sk-secret\"}}"));
                LanguageModel model = model(server)) {
            ModelFailureException failure =
                    catchThrowableOfType(ModelFailureException.class, () -> model.complete(INGEST));
            assertThat(failure.retriable()).isFalse();
            assertThat(failure).hasMessageContaining("LLM_BINDING_API_KEY");
            assertThat(failure.getMessage()).doesNotContain("sk-secret");
            assertThat(server.bodies()).hasSize(1);
        }
    }

    @Test
    void honoursRetryAfterUnlessTheTimeIsTooShort() {
        try (ScriptedServer server =
                        new ScriptedServer(reply(429, "{}", "Retry-After", "1"), chat("ok"));
                LanguageModel patient = model(server)) {
            long start = System.nanoTime();
            assertThat(patient.complete(INGEST).text()).isEqualTo("ok");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        try (ScriptedServer server =
                        new ScriptedServer(reply(429, "{}", "Retry-After", "30"), chat("ok"));
                LanguageModel hasty = model(server, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> hasty.complete(INGEST))
                    .isInstanceOf(ModelFailureException.class)
                    .hasMessageContaining("429");
        }
    }

    @Test
    void aSilentServerIsGivenUp() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(exchange -> hold(over));
                LanguageModel model = model(server, Duration.ofMillis(200))) {
            long start = System.nanoTime();
            ModelFailureException failure =
                    catchThrowableOfType(ModelFailureException.class, () -> model.complete(INGEST));
            assertThat(failure.retriable()).isTrue();
            assertThat(failure).hasMessageContaining("no reply within");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            over.countDown();
        }
    }

    @Test
    void interruptCancelsACall() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server =
                        new ScriptedServer(
                                exchange -> {
                                    arrived.countDown();
                                    hold(over);
                                });
                LanguageModel model = model(server)) {
            AtomicReference<Boolean> flagged = new AtomicReference<>(false);
            FutureTask<Throwable> call =
                    new FutureTask<>(
                            () -> {
                                Throwable failure =
                                        catchThrowableOfType(
                                                ModelFailureException.class,
                                                () -> model.complete(INGEST));
                                flagged.set(Thread.currentThread().isInterrupted());
                                return failure;
                            });
            Thread thread = Thread.startVirtualThread(call);
            arrived.await();
            thread.interrupt();
            assertThat(call.get(5, TimeUnit.SECONDS)).hasMessageContaining("cancelled");
            assertThat(flagged.get()).isTrue();
            over.countDown();
        }
    }

    @Test
    void saysWhenAReplyWasCutByItsLimit() {
        String cut =
                "{\"choices\":[{\"message\":{\"content\":\"%s\"},\"finish_reason\":\"length\"}]}";
        try (ScriptedServer server =
                        new ScriptedServer(
                                reply(200, cut.formatted("half")), reply(200, cut.formatted("")));
                LanguageModel model = model(server)) {
            assertThat(model.complete(INGEST).truncated()).isTrue();
            ModelFailureException failure =
                    catchThrowableOfType(ModelFailureException.class, () -> model.complete(INGEST));
            assertThat(failure.retriable()).isFalse();
            assertThat(failure).hasMessageContaining("token limit");
            assertThat(server.bodies()).as("an empty cut reply is not asked for again").hasSize(2);
        }
    }

    @Test
    void showsThoughtsOnlyToPeopleAndOnlyWithoutAnAnswer() {
        String thinking =
                "{\"choices\":[{\"message\":{\"content\":\"\",\"reasoning_content\":\"hm\"}}]}";
        String both =
                "{\"choices\":[{\"message\":{\"content\":\"a\",\"reasoning_content\":\"hm\"}}]}";
        try (ScriptedServer server =
                        new ScriptedServer(
                                reply(200, thinking), reply(200, both), reply(200, thinking));
                LanguageModel model = model(server)) {
            assertThat(model.complete(ASK).text()).isEqualTo("<think>hm</think>");
            assertThat(model.complete(ASK).text()).isEqualTo("a");
            assertThatThrownBy(() -> model.complete(INGEST)).hasMessageContaining("empty reply");
        }
    }

    @Test
    void streamsAndCountsTokens() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                reply(200, "cut before the first piece"),
                                reply(
                                        200,
                                        piece("one ")
                                                + piece("two")
                                                + finish()
                                                + "data: [DONE]\n\n"));
                LanguageModel model = model(server);
                CompletionStream stream = model.stream(ASK)) {
            assertThat(all(stream)).containsExactly("one ", "two");
            assertThat(stream.usage()).isEqualTo(new TokenUsage(4, 2));
            assertThat(stream.hasNext()).isFalse();
            assertThat(server.bodies().getLast()).contains("\"stream\":true");
        }
    }

    @Test
    void aStreamThatBreaksOffFailsAfterItsPieces() {
        try (ScriptedServer server = new ScriptedServer(reply(200, piece("one ")));
                LanguageModel model = model(server);
                CompletionStream stream = model.stream(ASK)) {
            assertThat(stream.next()).isEqualTo("one ");
            assertThatThrownBy(stream::hasNext)
                    .isInstanceOf(ModelFailureException.class)
                    .hasMessageContaining("ended too early");
        }
        try (ScriptedServer server =
                        new ScriptedServer(
                                reply(
                                        200,
                                        piece("a")
                                                + "data: {\"error\":{\"message\":\"boom\"}}\n\n"));
                LanguageModel model = model(server);
                CompletionStream stream = model.stream(ASK)) {
            assertThat(stream.next()).isEqualTo("a");
            assertThatThrownBy(stream::hasNext).hasMessageContaining("boom");
        }
    }

    @Test
    void aRefusedStreamFailsAtOnce() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                reply(404, "{\"error\":{\"message\":\"no such model\"}}"));
                LanguageModel model = model(server)) {
            assertThatThrownBy(() -> model.stream(ASK))
                    .isInstanceOf(ModelFailureException.class)
                    .hasMessageContaining("no such model");
            assertThat(server.bodies()).hasSize(1);
        }
    }

    private static void hold(CountDownLatch over) {
        try {
            over.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> all(CompletionStream stream) {
        List<String> out = new ArrayList<>();
        stream.forEachRemaining(out::add);
        return out;
    }

    private static String piece(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    private static String finish() {
        return "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2}}\n\n";
    }

    private static LanguageModel model(ScriptedServer server) {
        return model(server, Duration.ofSeconds(10));
    }

    private static LanguageModel model(ScriptedServer server, Duration timeout) {
        return new OpenAiProvider(Models.QUICK)
                .openLanguageModel(Models.settings(server.url() + "/v1", timeout));
    }
}
