package lightrag.model.openai;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.model.ModelSettings;
import lightrag.spi.model.Reranker;
import lightrag.spi.text.TokenizerProvider;

/** A binding that only reranks; its subclasses say where and in which wire format. */
abstract class RerankProvider implements ModelProvider {

    /** The reference's vocabulary for windows, and its longest window. */
    private static final String VOCABULARY = "o200k_base";

    private static final int WINDOW_TOKENS = 4096;

    private final HttpClients clients = new HttpClients();
    private final RerankDialect dialect;
    private final String url;
    private final String model;
    private final RetryPolicy policy;

    /**
     * @param url full address used when none is configured
     */
    RerankProvider(RerankDialect dialect, String url, String model, RetryPolicy policy) {
        this.dialect = dialect;
        this.url = url;
        this.model = model;
        this.policy = policy;
    }

    /** For windows of long documents; only asked when these are on. */
    abstract Optional<TokenizerProvider> tokenizers();

    @Override
    public final String binding() {
        return dialect.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public final Reranker openReranker(ModelSettings settings) {
        String address = settings.host().orElse(url);
        HttpTarget target =
                HttpTarget.of(
                        address,
                        "",
                        settings.apiKey(),
                        settings.timeout(),
                        "RERANK_BINDING_HOST",
                        "RERANK_BINDING_API_KEY");
        ModelInfo info =
                new ModelInfo(binding(), Optional.of(address), settings.model().orElse(model));
        return new HttpReranker(
                info,
                dialect,
                new HttpEndpoint(target, policy, clients),
                windowTokens(new Options(settings.properties())),
                new TokenLimit(this::tokenizers, VOCABULARY));
    }

    /**
     * Only Cohere-shaped servers include small models with short inputs, as the reference has it.
     */
    private OptionalInt windowTokens(Options options) {
        return dialect == RerankDialect.COHERE && options.flag("rerank.enable.chunking", false)
                ? OptionalInt.of(
                        options.positive("rerank.max.tokens.per.doc").orElse(WINDOW_TOKENS))
                : OptionalInt.empty();
    }

    @Override
    public final LanguageModel openLanguageModel(ModelSettings settings) {
        throw new InvalidInputException(
                "llm.binding",
                "Binding " + binding() + " only reranks: set LLM_BINDING to another one.");
    }

    @Override
    public final EmbeddingModel openEmbeddingModel(ModelSettings settings) {
        throw new InvalidInputException(
                "embedding.binding",
                "Binding " + binding() + " only reranks: set EMBEDDING_BINDING to another one.");
    }
}
