package lightrag.spi.model;

import org.osgi.annotation.versioning.ConsumerType;

/** A text model. Thread-safe. Interrupting the calling thread cancels a call. */
@ConsumerType
public interface LanguageModel extends AutoCloseable {

    ModelInfo info();

    /**
     * @throws lightrag.api.ModelFailureException no usable reply
     */
    Completion complete(CompletionRequest request);

    /**
     * @throws lightrag.api.ModelFailureException the request was refused before the first piece
     */
    CompletionStream stream(CompletionRequest request);

    @Override
    void close();
}
