package lightrag.model.openai;

import java.util.Optional;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.text.TokenizerProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Binding {@code aliyun}: rerankers of Aliyun's DashScope. */
@Component(service = ModelProvider.class, property = "lightrag.binding=aliyun")
public final class AliyunProvider extends RerankProvider {

    @Activate
    public AliyunProvider() {
        this(RetryPolicy.STANDARD);
    }

    AliyunProvider(RetryPolicy policy) {
        super(
                RerankDialect.ALIYUN,
                "https://dashscope.aliyuncs.com/api/v1/services/rerank/text-rerank/text-rerank",
                "gte-rerank-v2",
                policy);
    }

    /** Documents are sent whole. */
    @Override
    Optional<TokenizerProvider> tokenizers() {
        return Optional.empty();
    }
}
