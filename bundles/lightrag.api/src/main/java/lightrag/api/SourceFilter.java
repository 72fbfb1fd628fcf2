package lightrag.api;

import java.util.Set;

/** Restricts retrieval to sources; an empty set does not restrict. */
public record SourceFilter(Set<String> filePaths, Set<String> documentIds) {
    public static final SourceFilter NONE = new SourceFilter(Set.of(), Set.of());

    public SourceFilter {
        filePaths = Set.copyOf(filePaths);
        documentIds = Set.copyOf(documentIds);
    }

    public boolean restricts() {
        return !filePaths.isEmpty() || !documentIds.isEmpty();
    }
}
