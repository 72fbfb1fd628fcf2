package lightrag.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.Reranker;
import lightrag.spi.model.TokenUsage;
import lightrag.spi.model.WorkspaceModels;

/** Models that answer as a test says, and remember what they were asked. */
final class ScriptedModels implements WorkspaceModels {

    static final int DIMENSION = 16;

    /** A call of a language model, by whom and how urgent. */
    record Call(ModelRole role, CallPriority priority) {}

    final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    final List<CallPriority> embeddingCalls = Collections.synchronizedList(new ArrayList<>());
    final List<CompletionRequest> asked = Collections.synchronizedList(new ArrayList<>());
    final List<List<String>> embedded = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger running = new AtomicInteger();
    volatile Function<CompletionRequest, String> script;
    volatile String embeddingName = "hash";
    volatile OptionalInt embeddingLimit = OptionalInt.empty();
    volatile boolean embeddingFails;

    ScriptedModels(Function<CompletionRequest, String> script) {
        this.script = script;
    }

    /**
     * Extraction that reads the text between the fences line by line; gleaning finds nothing more.
     */
    static String echo(CompletionRequest request) {
        if (!request.history().isEmpty()) {
            return "<|COMPLETE|>";
        }
        if (request.prompt().contains("Description List")) {
            return "SUMMARY";
        }
        int fence =
                request.prompt().indexOf("```\n", request.prompt().lastIndexOf("---Input Text---"));
        String text = request.prompt().substring(fence + 4, request.prompt().lastIndexOf("\n```"));
        return text + "\n<|COMPLETE|>";
    }

    long summaries() {
        return asked.stream()
                .filter(request -> request.prompt().contains("Description List"))
                .count();
    }

    @Override
    public LanguageModel languageModel(ModelRole role) {
        return new LanguageModel() {
            @Override
            public ModelInfo info() {
                return new ModelInfo("scripted", Optional.empty(), "script");
            }

            @Override
            public Completion complete(CompletionRequest request) {
                asked.add(request);
                calls.add(new Call(role, request.priority()));
                running.incrementAndGet();
                try {
                    return new Completion(script.apply(request), false, TokenUsage.UNKNOWN);
                } finally {
                    running.decrementAndGet();
                }
            }

            @Override
            public CompletionStream stream(CompletionRequest request) {
                throw new ModelFailureException("no streams here", false);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public EmbeddingModel embeddingModel() {
        return new EmbeddingModel() {
            @Override
            public ModelInfo info() {
                return new ModelInfo("scripted", Optional.empty(), embeddingName);
            }

            @Override
            public int dimension() {
                return DIMENSION;
            }

            @Override
            public OptionalInt maxTokens() {
                return embeddingLimit;
            }

            @Override
            public List<float[]> embed(List<String> texts, Purpose purpose, CallPriority priority) {
                if (embeddingFails) {
                    throw new ModelFailureException("no vectors today", true);
                }
                embedded.add(List.copyOf(texts));
                embeddingCalls.add(priority);
                return texts.stream().map(ScriptedModels::vector).toList();
            }

            @Override
            public void close() {}
        };
    }

    private static float[] vector(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = random.nextFloat() - 0.5f;
        }
        return vector;
    }

    @Override
    public Optional<Reranker> reranker() {
        return Optional.empty();
    }

    @Override
    public Map<String, Map<String, Long>> statistics() {
        return Map.of();
    }

    @Override
    public void close() {}
}
