package lightrag.model.embedded.embedding;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.ModelInfo;

/** One workspace's view of the shared encoder. Any length of text is read to its end. */
public final class LocalEmbeddingModel implements EmbeddingModel {

    /** Stored with a workspace, so it must not change while the vectors stay the same. */
    public static final String NAME = "all-minilm-l6-v2";

    private final SentenceEncoder encoder;
    private final ModelInfo info;

    /**
     * @param binding under which configuration chose this model
     */
    public LocalEmbeddingModel(String binding, SentenceEncoder encoder) {
        this.encoder = encoder;
        this.info = new ModelInfo(binding, Optional.empty(), NAME);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public int dimension() {
        return SentenceEncoder.DIMENSION;
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.empty();
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose, CallPriority priority) {
        return encoder.encode(texts, priority);
    }

    /** Nothing of its own to release: the encoder belongs to the binding. */
    @Override
    public void close() {}
}
