package lightrag.gateway;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.api.InvalidInputException;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.model.ModelSettings;
import lightrag.spi.model.Reranker;
import lightrag.spi.model.TokenUsage;

/**
 * A provider in the test's hands. Prompts steer it: {@code hold} waits until {@link #go}, {@code
 * boom} fails, and any other is answered with the provider's name.
 */
final class HandDriven implements ModelProvider {

    final CountDownLatch go = new CountDownLatch(1);
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicBoolean released = new AtomicBoolean();
    final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final String name;

    HandDriven(String name) {
        this.name = name;
    }

    @Override
    public String binding() {
        return "hand";
    }

    private String answer(String prompt) {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            if (prompt.startsWith("hold")) {
                go.await();
            }
            if (prompt.startsWith("boom")) {
                throw new IllegalArgumentException("a fault of the binding");
            }
            return name;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelFailureException("interrupted", true, e);
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public LanguageModel openLanguageModel(ModelSettings settings) {
        opened.incrementAndGet();
        return new LanguageModel() {
            @Override
            public ModelInfo info() {
                return new ModelInfo(
                        "hand",
                        settings.host().or(() -> Optional.of("http://hand")),
                        settings.model().orElse("default"));
            }

            @Override
            public Completion complete(CompletionRequest request) {
                return new Completion(answer(request.prompt()), false, new TokenUsage(2, 3));
            }

            @Override
            public CompletionStream stream(CompletionRequest request) {
                if (request.prompt().equals("boom")) {
                    answer("boom");
                }
                return new Pieces(List.of("a", request.prompt(), "c").iterator());
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    /** The second piece may be held. */
    private final class Pieces implements CompletionStream {
        private final Iterator<String> pieces;
        private final AtomicBoolean over = new AtomicBoolean();

        Pieces(Iterator<String> pieces) {
            this.pieces = pieces;
        }

        @Override
        public TokenUsage usage() {
            return new TokenUsage(5, 7);
        }

        @Override
        public boolean hasNext() {
            return !over.get() && pieces.hasNext();
        }

        @Override
        public String next() {
            return pieces.next();
        }

        @Override
        public void close() {
            over.set(true);
        }
    }

    @Override
    public EmbeddingModel openEmbeddingModel(ModelSettings settings) {
        opened.incrementAndGet();
        return new EmbeddingModel() {
            @Override
            public ModelInfo info() {
                return new ModelInfo("hand", Optional.empty(), "embed");
            }

            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public OptionalInt maxTokens() {
                return OptionalInt.of(5);
            }

            @Override
            public List<float[]> embed(List<String> texts, Purpose purpose, CallPriority priority) {
                batches.add(texts.size());
                texts.forEach(HandDriven.this::answer);
                List<float[]> out = new ArrayList<>();
                texts.forEach(text -> out.add(new float[] {text.hashCode()}));
                return out;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    @Override
    public Reranker openReranker(ModelSettings settings) {
        throw new InvalidInputException("rerank.binding", "no rerankers");
    }
}
