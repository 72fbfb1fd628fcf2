package lightrag.engine.query;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lightrag.api.DocumentRecord;
import lightrag.api.SourceFilter;
import lightrag.spi.storage.DocStatusStorage;

/** Turns documents asked for by id or metadata into what rows of the stores know. */
final class SourceScopes {

    private final DocStatusStorage documents;
    private final MetadataIndex metadata;

    SourceScopes(DocStatusStorage documents) {
        this.documents = documents;
        this.metadata = new MetadataIndex(documents);
    }

    SourceScope of(SourceFilter filter) {
        if (!filter.restricts()) {
            return SourceScope.EVERYTHING;
        }
        if (filter.documentIds().isEmpty() && filter.metadata().isEmpty()) {
            return new SourceScope(filter, filter);
        }
        Map<String, String> pathOf = allowed(filter);
        if (pathOf.isEmpty()) {
            return SourceScope.NOTHING;
        }
        return new SourceScope(
                new SourceFilter(Set.of(), pathOf.keySet()),
                new SourceFilter(Set.copyOf(pathOf.values()), Set.of()));
    }

    /** File names of the documents that meet every part. */
    private Map<String, String> allowed(SourceFilter filter) {
        if (filter.documentIds().isEmpty()) {
            Map<String, String> found = metadata.matching(filter.metadata());
            if (!filter.filePaths().isEmpty()) {
                found.values().retainAll(filter.filePaths());
            }
            return found;
        }
        Map<String, String> found = new HashMap<>();
        for (DocumentRecord row : documents.getAll(filter.documentIds()).values()) {
            boolean named =
                    filter.filePaths().isEmpty() || filter.filePaths().contains(row.filePath());
            if (named && meets(row, filter.metadata())) {
                found.put(row.id(), row.filePath());
            }
        }
        return found;
    }

    private static boolean meets(DocumentRecord row, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(
                        entry ->
                                MetadataIndex.value(row, entry.getKey())
                                        .filter(entry.getValue()::equals)
                                        .isPresent());
    }

    /** The filter as one text, the same for the same filter. */
    static String text(SourceFilter filter) {
        return sorted(filter.filePaths())
                + sorted(filter.documentIds())
                + sorted(
                        filter.metadata().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.toSet()));
    }

    private static String sorted(Set<String> values) {
        return values.stream().sorted().toList().toString();
    }
}
