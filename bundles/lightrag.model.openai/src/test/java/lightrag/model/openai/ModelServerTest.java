package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.EmbeddingModel.Purpose;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.model.Reranker;
import lightrag.spi.model.Reranker.Score;
import lightrag.testkit.ModelServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All wire formats against a server of its own process. */
@Timeout(120)
class ModelServerTest {

    private static ModelServerProcess server;

    @BeforeAll
    static void start() {
        server = ModelServerProcess.start("--dim", "64", "--key", "sk-secret");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static ModelProvider provider(String binding) {
        return binding.equals("openai")
                ? new OpenAiProvider(Models.QUICK)
                : new OllamaProvider(Models.QUICK);
    }

    private static String host(String binding) {
        return binding.equals("openai") ? server.url() + "/v1" : server.url();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "ollama"})
    void streamedAndWholeRepliesAreTheSame(String binding) {
        CompletionRequest ask =
                new CompletionRequest(
                        "Who is Ann?",
                        Optional.of(
                                "Ann is an engineer who lives in a house in Paris. Bob is not."),
                        List.of(),
                        false,
                        OptionalInt.of(100),
                        CallPriority.INTERACTIVE);
        try (LanguageModel model =
                        provider(binding).openLanguageModel(Models.settings(host(binding)));
                CompletionStream stream = model.stream(ask)) {
            List<String> pieces = new ArrayList<>();
            stream.forEachRemaining(pieces::add);
            String whole = model.complete(ask).text();
            assertThat(whole)
                    .startsWith("Answer to: Who is Ann?")
                    .contains("lives in a house in Paris");
            assertThat(String.join("", pieces)).isEqualTo(whole);
            assertThat(pieces).hasSizeGreaterThan(3);
            assertThat(stream.usage().completionTokens()).isPositive();
            assertThat(model.info().binding()).isEqualTo(binding);
            assertThat(model.info().host()).contains(host(binding));
        }
    }

    @Test
    void packedAndPlainVectorsAreTheSame() {
        List<String> texts = IntStream.range(0, 23).mapToObj(i -> "text number " + i).toList();
        List<float[]> packed = embed("openai", texts, "embedding.use.base64", "true");
        List<float[]> plain = embed("openai", texts, "embedding.use.base64", "false");
        List<float[]> ollama = embed("ollama", texts);
        assertThat(packed).hasSize(23);
        for (int i = 0; i < 23; i++) {
            assertThat(plain.get(i)).isEqualTo(packed.get(i)).isEqualTo(ollama.get(i));
        }
        assertThat(packed.get(0)).isNotEqualTo(packed.get(1));
    }

    @Test
    void asksForADimensionOnlyWhenTold() {
        assertThat(
                        embed(
                                        "openai",
                                        List.of("a"),
                                        "embedding.dim",
                                        "32",
                                        "embedding.send.dim",
                                        "true")
                                .getFirst())
                .hasSize(32);
        assertThatThrownBy(() -> embed("openai", List.of("a"), "embedding.dim", "32"))
                .isInstanceOf(ModelFailureException.class)
                .hasMessageContaining("Set EMBEDDING_DIM to 64");
    }

    @Test
    void prefixesDependOnThePurpose() {
        String[] asymmetric = {
            "embedding.dim", "64",
            "embedding.asymmetric", "true",
            "embedding.query.prefix", "search query ",
            "embedding.document.prefix", "NO_PREFIX"
        };
        try (EmbeddingModel model =
                provider("openai")
                        .openEmbeddingModel(Models.settings(host("openai"), asymmetric))) {
            float[] question =
                    model.embed(List.of("cats"), Purpose.QUERY, CallPriority.INTERACTIVE)
                            .getFirst();
            float[] document =
                    model.embed(List.of("cats"), Purpose.DOCUMENT, CallPriority.INGEST).getFirst();
            float[] prefixed =
                    model.embed(List.of("search query cats"), Purpose.DOCUMENT, CallPriority.INGEST)
                            .getFirst();
            assertThat(question).isEqualTo(prefixed).isNotEqualTo(document);
        }
    }

    @Test
    void rerankersSpeakTheirFormats() {
        List<String> documents = List.of("green pears", "red apples and apples", "apples");
        List<Score> expected = null;
        for (ModelProvider provider :
                List.of(
                        new CohereProvider(Models.QUICK),
                        new JinaProvider(Models.QUICK),
                        new AliyunProvider(Models.QUICK))) {
            try (Reranker reranker =
                    provider.openReranker(Models.settings(server.url() + "/v2/rerank"))) {
                List<Score> scores = reranker.rerank("apples", documents, 2);
                assertThat(scores).hasSize(2).extracting(Score::index).containsExactly(2, 1);
                assertThat(expected == null ? scores : expected).isEqualTo(scores);
                expected = scores;
                assertThat(reranker.rerank("apples", documents, 0)).hasSize(3);
                assertThat(reranker.info().binding()).isEqualTo(provider.binding());
            }
        }
    }

    @Test
    void theBestWindowOfALongDocumentCounts() {
        String filler =
                IntStream.range(0, 99)
                        .mapToObj(i -> "filler" + i + " ")
                        .collect(Collectors.joining());
        List<String> documents =
                List.of(filler + "apples", "some apples with many other words beside them", filler);
        String[] windows = {"rerank.enable.chunking", "true", "rerank.max.tokens.per.doc", "40"};
        try (Reranker whole =
                        new CohereProvider(Models.QUICK)
                                .openReranker(Models.settings(server.url() + "/rerank"));
                Reranker cut =
                        new CohereProvider(Models.QUICK)
                                .openReranker(Models.settings(server.url() + "/rerank", windows))) {
            List<Score> scores = cut.rerank("apples", documents, 0);
            assertThat(scores).extracting(Score::index).containsExactlyInAnyOrder(0, 1, 2);
            assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertThat(scores.getLast().index()).isEqualTo(2);
            assertThat(cut.rerank("apples", documents, 1)).hasSize(1);
            assertThat(scoreOf(0, scores))
                    .isGreaterThan(scoreOf(0, whole.rerank("apples", documents, 0)));
        }
    }

    private static double scoreOf(int index, List<Score> scores) {
        return scores.stream()
                .filter(score -> score.index() == index)
                .findFirst()
                .orElseThrow()
                .score();
    }

    @Test
    void everyCallSucceedsOnAServerThatFailsOften() throws Exception {
        try (ModelServerProcess faulty =
                        ModelServerProcess.start("--dim", "64", "--fault-rate", "0.3");
                LanguageModel model =
                        new OpenAiProvider(Models.QUICK)
                                .openLanguageModel(Models.settings(faulty.url() + "/v1"));
                EmbeddingModel embeddings =
                        new OpenAiProvider(Models.QUICK)
                                .openEmbeddingModel(
                                        Models.settings(
                                                faulty.url() + "/v1", "embedding.dim", "64"));
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String text = "question " + i;
                calls.add(
                        executor.submit(
                                () -> {
                                    assertThat(
                                                    model.complete(
                                                                    CompletionRequest.of(
                                                                            text,
                                                                            CallPriority.INGEST))
                                                            .text())
                                            .contains(text);
                                }));
                calls.add(
                        executor.submit(
                                () -> {
                                    assertThat(
                                                    embeddings.embed(
                                                            List.of(text),
                                                            Purpose.DOCUMENT,
                                                            CallPriority.INGEST))
                                            .hasSize(1);
                                }));
                calls.add(
                        executor.submit(
                                () -> {
                                    try (CompletionStream stream =
                                            model.stream(
                                                    CompletionRequest.of(
                                                            text + "?",
                                                            CallPriority.INTERACTIVE))) {
                                        StringBuilder answer = new StringBuilder();
                                        stream.forEachRemaining(answer::append);
                                        assertThat(answer).contains(text);
                                    }
                                }));
            }
            for (Future<?> call : calls) {
                call.get(30, TimeUnit.SECONDS);
            }
            assertThat(faulty.count("faults")).isGreaterThan(20);
        }
    }

    @Test
    @Timeout(30) // the whole reply would take longer
    void closingOrInterruptingEndsAStream() throws Exception {
        try (ModelServerProcess slow = ModelServerProcess.start("--chunk-ms", "200");
                LanguageModel model =
                        new OpenAiProvider(Models.QUICK)
                                .openLanguageModel(Models.settings(slow.url() + "/v1"))) {
            CompletionRequest ask =
                    CompletionRequest.of("word ".repeat(400), CallPriority.INTERACTIVE);
            try (CompletionStream closed = model.stream(ask)) {
                closed.next();
                Thread.startVirtualThread(closed::close);
                closed.forEachRemaining(piece -> {});
            }
            CompletionStream interrupted = model.stream(ask);
            interrupted.next();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> interrupted.forEachRemaining(piece -> {}))
                    .hasMessageContaining("cancelled");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(interrupted.hasNext()).isFalse();
        }
    }

    private static List<float[]> embed(String binding, List<String> texts, String... properties) {
        List<String> all = new ArrayList<>(List.of("embedding.dim", "64"));
        all.addAll(List.of(properties));
        try (EmbeddingModel model =
                provider(binding)
                        .openEmbeddingModel(
                                Models.settings(host(binding), all.toArray(String[]::new)))) {
            return model.embed(texts, Purpose.DOCUMENT, CallPriority.INGEST);
        }
    }
}
