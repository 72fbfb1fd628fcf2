package lightrag.model.openai;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

/** Binding {@code ollama}: models an Ollama server runs. */
@Component(property = "lightrag.binding=ollama")
public final class OllamaProvider implements ModelProvider {

    private static final String BINDING = "ollama";
    private static final String HOST = "http://localhost:11434";
    private static final String CHAT_MODEL = "mistral-nemo:latest";
    private static final String EMBEDDING_MODEL = "bge-m3:latest";
    private static final int EMBEDDING_TOKENS = 8192;
    private static final int EMBEDDING_DIMENSION = 1024;

    private final EndpointModels models;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TokenizerProvider tokenizers;

    @Activate
    public OllamaProvider() {
        this(RetryPolicy.STANDARD);
    }

    OllamaProvider(RetryPolicy policy) {
        this.models = new EndpointModels(BINDING, HOST, policy, new HttpClients());
    }

    @Override
    public String binding() {
        return BINDING;
    }

    @Override
    public LanguageModel openLanguageModel(ModelSettings settings) {
        String model = settings.model().orElse(CHAT_MODEL);
        OllamaChat dialect = OllamaChat.of(model, new Options(settings.properties()));
        return models.languageModel(settings, model, dialect);
    }

    @Override
    public EmbeddingModel openEmbeddingModel(ModelSettings settings) {
        Options options = new Options(settings.properties());
        String model = settings.model().orElse(EMBEDDING_MODEL);
        int dimension = options.positive("embedding.dim").orElse(EMBEDDING_DIMENSION);
        OptionalInt sent = EndpointModels.sentDimension(options, dimension);
        Map<String, String> members = options.members("ollama.embedding.", Set.of());
        OllamaEmbeddings dialect = new OllamaEmbeddings(model, members, sent);
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
