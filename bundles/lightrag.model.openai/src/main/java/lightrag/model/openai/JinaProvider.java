package lightrag.model.openai;

import java.util.Optional;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.text.TokenizerProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Binding {@code jina}: Jina's rerankers. */
@Component(service = ModelProvider.class, property = "lightrag.binding=jina")
public final class JinaProvider extends RerankProvider {

    @Activate
    public JinaProvider() {
        this(RetryPolicy.STANDARD);
    }

    JinaProvider(RetryPolicy policy) {
        super(
                RerankDialect.JINA,
                "https://api.jina.ai/v1/rerank",
                "jina-reranker-v2-base-multilingual",
                policy);
    }

    /** Documents are sent whole. */
    @Override
    Optional<TokenizerProvider> tokenizers() {
        return Optional.empty();
    }
}
