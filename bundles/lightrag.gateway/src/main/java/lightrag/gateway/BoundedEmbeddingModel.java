package lightrag.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.ModelInfo;

/**
 * A shared embedding model as one workspace may use it. Many texts are cut into batches, which run
 * side by side as far as the workspace's width reaches (rule RL-4).
 *
 * @param batch texts of one call, at most
 */
record BoundedEmbeddingModel(
        Facts facts, SharedModel<EmbeddingModel> shared, RoleCalls calls, int batch)
        implements EmbeddingModel {

    /**
     * What a model says of itself; kept, since it must be known while its binding is being
     * replaced.
     */
    record Facts(ModelInfo info, int dimension, OptionalInt maxTokens) {
        static Facts of(EmbeddingModel model) {
            return new Facts(model.info(), model.dimension(), model.maxTokens());
        }
    }

    @Override
    public ModelInfo info() {
        return facts.info();
    }

    @Override
    public int dimension() {
        return facts.dimension();
    }

    @Override
    public OptionalInt maxTokens() {
        return facts.maxTokens();
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose, CallPriority priority) {
        if (texts.isEmpty()) {
            return List.of();
        }
        if (texts.size() <= batch) {
            return one(texts, purpose, priority);
        }
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += batch) {
            batches.add(texts.subList(from, Math.min(from + batch, texts.size())));
        }
        return new SideBySide(calls.counters().maxAsync())
                .map(batches, some -> one(some, purpose, priority)).stream()
                        .flatMap(List::stream)
                        .toList();
    }

    private List<float[]> one(List<String> texts, Purpose purpose, CallPriority priority) {
        List<float[]> vectors =
                calls.call(shared, priority, model -> model.embed(texts, purpose, priority));
        if (vectors.size() != texts.size() || vectors.getFirst().length != facts.dimension()) {
            throw new ModelFailureException(
                    "Model "
                            + facts.info().model()
                            + " sent "
                            + vectors.size()
                            + " vectors of "
                            + (vectors.isEmpty() ? 0 : vectors.getFirst().length)
                            + " numbers for "
                            + texts.size()
                            + " texts; its dimension is "
                            + facts.dimension()
                            + ".",
                    false);
        }
        return vectors;
    }

    /** The workspace's models are closed together. */
    @Override
    public void close() {}
}
