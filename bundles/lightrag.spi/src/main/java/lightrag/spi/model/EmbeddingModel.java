package lightrag.spi.model;

import java.util.List;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ConsumerType;

/** Turns texts into vectors. Thread-safe. */
@ConsumerType
public interface EmbeddingModel extends AutoCloseable {

    ModelInfo info();

    int dimension();

    /** Longest text the model reads, in tokens of its own; absent = not declared. */
    OptionalInt maxTokens();

    /**
     * One vector a text, in order; any number of texts (the implementation cuts batches).
     *
     * @throws lightrag.api.ModelFailureException no usable reply, or a vector of another dimension
     */
    List<float[]> embed(List<String> texts, Purpose purpose, CallPriority priority);

    @Override
    void close();

    /** Asymmetric models embed questions and documents differently. */
    enum Purpose {
        QUERY,
        DOCUMENT
    }
}
