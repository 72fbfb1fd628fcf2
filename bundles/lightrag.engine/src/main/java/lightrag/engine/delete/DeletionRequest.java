package lightrag.engine.delete;

import java.util.List;

/**
 * @param files source files go too, where no other document claims them
 * @param replies replies of models that quote the documents go too
 */
public record DeletionRequest(List<String> documentIds, boolean files, boolean replies) {
    public DeletionRequest {
        documentIds = List.copyOf(documentIds);
    }
}
