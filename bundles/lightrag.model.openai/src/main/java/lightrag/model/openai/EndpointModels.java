package lightrag.model.openai;

import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.ModelSettings;

/**
 * Models behind the endpoints of one binding, whatever the dialect.
 *
 * @param host where settings name none
 */
record EndpointModels(String binding, String host, RetryPolicy policy, HttpClients clients) {

    LanguageModel languageModel(ModelSettings settings, String model, ChatDialect dialect) {
        return new HttpLanguageModel(
                info(settings, model), dialect, endpoint(settings, dialect.path(), "LLM_BINDING"));
    }

    EmbeddingModel embeddingModel(
            ModelSettings settings,
            String model,
            EmbeddingDialect dialect,
            HttpEmbeddingModel.Shape shape) {
        return new HttpEmbeddingModel(
                info(settings, model),
                dialect,
                endpoint(settings, dialect.path(), "EMBEDDING_BINDING"),
                shape);
    }

    /** The dimension that requests name; some servers refuse requests that do. */
    static OptionalInt sentDimension(Options options, int dimension) {
        return options.flag("embedding.send.dim", false)
                ? OptionalInt.of(dimension)
                : OptionalInt.empty();
    }

    InvalidInputException noRerankers() {
        return new InvalidInputException(
                "rerank.binding",
                "Binding "
                        + binding
                        + " has no rerankers: set RERANK_BINDING to cohere, jina or aliyun.");
    }

    private ModelInfo info(ModelSettings settings, String model) {
        return new ModelInfo(binding, Optional.of(settings.host().orElse(host)), model);
    }

    private HttpEndpoint endpoint(ModelSettings settings, String path, String variables) {
        HttpTarget target =
                HttpTarget.of(
                        settings.host().orElse(host),
                        path,
                        settings.apiKey(),
                        settings.timeout(),
                        variables + "_HOST",
                        variables + "_API_KEY");
        return new HttpEndpoint(target, policy, clients);
    }
}
