package lightrag.engine.query;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.SourceFilter;
import lightrag.engine.pipeline.StatusRows;
import lightrag.spi.storage.DocStatusStorage;

/**
 * Turns documents asked for by id or metadata into what rows of the stores know. A condition on
 * metadata looks at every document.
 */
final class SourceScopes {

    private static final int PAGE = 500;

    private final DocStatusStorage documents;

    SourceScopes(DocStatusStorage documents) {
        this.documents = documents;
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
        Map<String, String> found = new HashMap<>();
        if (!filter.documentIds().isEmpty()) {
            documents.getAll(filter.documentIds()).values().forEach(row -> add(row, filter, found));
            return found;
        }
        Optional<DocumentRecord> last = Optional.empty();
        while (true) {
            List<DocumentRecord> page =
                    documents.byStatus(EnumSet.of(DocStatus.PROCESSED), PAGE, last);
            if (page.isEmpty()) {
                return found;
            }
            page.forEach(row -> add(row, filter, found));
            last = Optional.of(page.getLast());
        }
    }

    private static void add(DocumentRecord row, SourceFilter filter, Map<String, String> found) {
        boolean named = filter.filePaths().isEmpty() || filter.filePaths().contains(row.filePath());
        if (named && meets(row.metadata(), filter.metadata())) {
            found.put(row.id(), row.filePath());
        }
    }

    private static boolean meets(Map<String, Object> metadata, Map<String, String> wanted) {
        Map<?, ?> given =
                metadata.get(StatusRows.USER_METADATA) instanceof Map<?, ?> map ? map : Map.of();
        return wanted.entrySet().stream()
                .allMatch(
                        entry ->
                                Optional.<Object>ofNullable(given.get(entry.getKey()))
                                        .or(() -> Optional.ofNullable(metadata.get(entry.getKey())))
                                        .map(String::valueOf)
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
