package lightrag.gateway;

import java.util.List;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.Reranker;

/**
 * A shared reranker as one workspace may use it; only questions are reranked, so every call is
 * interactive.
 */
record BoundedReranker(ModelInfo info, SharedModel<Reranker> shared, RoleCalls calls)
        implements Reranker {

    @Override
    public List<Score> rerank(String query, List<String> documents, int topN) {
        return calls.call(
                shared, CallPriority.INTERACTIVE, model -> model.rerank(query, documents, topN));
    }

    /** The workspace's models are closed together. */
    @Override
    public void close() {}
}
