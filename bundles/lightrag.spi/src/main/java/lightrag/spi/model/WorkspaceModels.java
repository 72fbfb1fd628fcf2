package lightrag.spi.model;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The models of one workspace, bounded and counted. What these return need not be closed one by
 * one.
 */
@ProviderType
public interface WorkspaceModels extends AutoCloseable {

    LanguageModel languageModel(ModelRole role);

    EmbeddingModel embeddingModel();

    Optional<Reranker> reranker();

    /**
     * Counters by role name ({@code extract}, …, {@code embedding}, {@code rerank}): queued,
     * running, completed, …
     */
    Map<String, Map<String, Long>> statistics();

    @Override
    void close();
}
