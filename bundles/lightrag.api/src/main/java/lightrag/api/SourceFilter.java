package lightrag.api;

import java.util.Map;
import java.util.Set;

/**
 * Restricts retrieval to sources; every part that is not empty must be met.
 *
 * @param filePaths names of sources, any of them
 * @param documentIds any of them
 * @param metadata values of the documents' metadata by name, as text, all of them; what was given
 *     when a document was inserted is found by its own name
 */
public record SourceFilter(
        Set<String> filePaths, Set<String> documentIds, Map<String, String> metadata) {
    public static final SourceFilter NONE = new SourceFilter(Set.of(), Set.of());

    public SourceFilter {
        filePaths = Set.copyOf(filePaths);
        documentIds = Set.copyOf(documentIds);
        metadata = Map.copyOf(metadata);
    }

    /** Without a condition on metadata. */
    public SourceFilter(Set<String> filePaths, Set<String> documentIds) {
        this(filePaths, documentIds, Map.of());
    }

    public boolean restricts() {
        return !filePaths.isEmpty() || !documentIds.isEmpty() || !metadata.isEmpty();
    }
}
