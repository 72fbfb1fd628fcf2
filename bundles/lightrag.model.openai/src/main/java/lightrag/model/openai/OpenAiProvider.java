package lightrag.model.openai;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.model.ModelSettings;
import lightrag.spi.model.Reranker;
import lightrag.spi.text.TokenizerProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Binding {@code openai}: OpenAI and every server that speaks its protocol. */
@Component(property = "lightrag.binding=openai")
public final class OpenAiProvider implements ModelProvider {

    private static final String BINDING = "openai";
    private static final String HOST = "https://api.openai.com/v1";
    private static final String CHAT_MODEL = "gpt-4o-mini";
    private static final String EMBEDDING_MODEL = "text-embedding-3-small";
    private static final int EMBEDDING_TOKENS = 8192;
    private static final int EMBEDDING_DIMENSION = 1536;
    private static final Map<String, Integer> DIMENSIONS = Map.of("text-embedding-3-large", 3072);

    private final EndpointModels models;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TokenizerProvider tokenizers;

    @Activate
    public OpenAiProvider() {
        this(RetryPolicy.STANDARD);
    }

    OpenAiProvider(RetryPolicy policy) {
        this.models = new EndpointModels(BINDING, HOST, policy, new HttpClients());
    }

    @Override
    public String binding() {
        return BINDING;
    }

    @Override
    public LanguageModel openLanguageModel(ModelSettings settings) {
        String model = settings.model().orElse(CHAT_MODEL);
        OpenAiChat dialect = dialect(settings, model);
        return models.languageModel(settings, model, dialect);
    }

    /** OpenAI counts streams when asked; of other servers some refuse the question. */
    private static OpenAiChat dialect(ModelSettings settings, String model) {
        OpenAiChat dialect = OpenAiChat.of(model, new Options(settings.properties()));
        return settings.host().orElse(HOST).startsWith(HOST) ? dialect.countingStreams() : dialect;
    }

    @Override
    public EmbeddingModel openEmbeddingModel(ModelSettings settings) {
        Options options = new Options(settings.properties());
        String model = settings.model().orElse(EMBEDDING_MODEL);
        int dimension =
                options.positive("embedding.dim")
                        .orElse(DIMENSIONS.getOrDefault(model, EMBEDDING_DIMENSION));
        OptionalInt sent = EndpointModels.sentDimension(options, dimension);
        OpenAiEmbeddings dialect =
                new OpenAiEmbeddings(model, options.flag("embedding.use.base64", true), sent);
        HttpEmbeddingModel.Shape shape =
                HttpEmbeddingModel.Shape.of(
                        options,
                        dimension,
                        EMBEDDING_TOKENS,
                        () -> Optional.ofNullable(tokenizers));
        return models.embeddingModel(settings, model, dialect, shape);
    }

    @Override
    public Reranker openReranker(ModelSettings settings) {
        throw models.noRerankers();
    }
}
