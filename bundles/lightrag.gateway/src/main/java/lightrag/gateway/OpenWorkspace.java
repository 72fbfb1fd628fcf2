package lightrag.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.Reranker;
import lightrag.spi.model.WorkspaceModels;

/** The models of one workspace. Filled while it is opened, unchanged afterwards. */
final class OpenWorkspace implements WorkspaceModels {

    private final Map<ModelRole, LanguageModel> languageModels = new EnumMap<>(ModelRole.class);
    private final Map<String, CallCounters> counters = new LinkedHashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<EmbeddingModel> embeddingModel = Optional.empty();
    private Optional<Reranker> reranker = Optional.empty();

    void add(ModelRole role, BoundedLanguageModel model) {
        languageModels.put(role, model);
        counters.put(role.wire(), model.calls().counters());
    }

    void add(BoundedEmbeddingModel model) {
        embeddingModel = Optional.of(model);
        counters.put("embedding", model.calls().counters());
    }

    void add(BoundedReranker model) {
        reranker = Optional.of(model);
        counters.put("rerank", model.calls().counters());
    }

    /** To be done when this is closed, last one first. */
    void onClose(Runnable action) {
        undo.push(action);
    }

    @Override
    public LanguageModel languageModel(ModelRole role) {
        return Optional.ofNullable(languageModels.get(role)).orElseThrow();
    }

    @Override
    public EmbeddingModel embeddingModel() {
        return embeddingModel.orElseThrow();
    }

    @Override
    public Optional<Reranker> reranker() {
        return reranker;
    }

    @Override
    public Map<String, Map<String, Long>> statistics() {
        Map<String, Map<String, Long>> out = new LinkedHashMap<>();
        counters.forEach((role, counted) -> out.put(role, counted.snapshot()));
        return out;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            undo.forEach(Runnable::run);
        }
    }
}
