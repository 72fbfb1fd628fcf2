package lightrag.model.openai;

import java.util.Optional;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.text.TokenizerProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Binding {@code cohere}: Cohere's rerankers, and servers such as vLLM or LiteLLM that speak its
 * protocol.
 */
@Component(service = ModelProvider.class, property = "lightrag.binding=cohere")
public final class CohereProvider extends RerankProvider {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TokenizerProvider tokenizers;

    @Activate
    public CohereProvider() {
        this(RetryPolicy.STANDARD);
    }

    CohereProvider(RetryPolicy policy) {
        super(RerankDialect.COHERE, "https://api.cohere.com/v2/rerank", "rerank-v3.5", policy);
    }

    @Override
    Optional<TokenizerProvider> tokenizers() {
        return Optional.ofNullable(tokenizers);
    }
}
