package lightrag.spi.model;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A model binding: opens models of the kinds it has. Registered as an OSGi service, one a binding.
 */
@ConsumerType
public interface ModelProvider {

    /** Name under which configuration chooses it, for instance {@code openai}; lower case. */
    String binding();

    /**
     * @throws lightrag.api.InvalidInputException the binding has no language models, or a setting
     *     is unusable
     */
    LanguageModel openLanguageModel(ModelSettings settings);

    /**
     * @throws lightrag.api.InvalidInputException the binding has no embedding models, or a setting
     *     is unusable
     */
    EmbeddingModel openEmbeddingModel(ModelSettings settings);

    /**
     * @throws lightrag.api.InvalidInputException the binding has no rerankers, or a setting is
     *     unusable
     */
    Reranker openReranker(ModelSettings settings);
}
