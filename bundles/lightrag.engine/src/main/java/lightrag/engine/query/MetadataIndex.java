package lightrag.engine.query;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lightrag.api.DocStatus;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.StatusCounts;
import lightrag.engine.pipeline.StatusRows;
import lightrag.spi.storage.DocStatusStorage;

/**
 * Processed documents by what is said of them. All rows are read once for each name that is asked
 * for and each state of the rows; then a question costs as much as it finds. Thread-safe.
 */
final class MetadataIndex {

    private static final int PAGE = 500;
    private static final DocumentQuery NEWEST =
            new DocumentQuery(Set.of(), 1, 10, DocumentQuery.Sort.UPDATED_AT, true);

    private final DocStatusStorage documents;
    private volatile State state = new State(Optional.empty(), Map.of());

    /**
     * Changes with every change of a row: that makes it the newest, or, when it was stamped before
     * it waited for its turn to be stored, moves it from one count to another.
     */
    private record Mark(StatusCounts counts, String newest, Instant updatedAt) {}

    /**
     * @param byName metadata name to value to document id to file name
     */
    private record State(
            Optional<Mark> mark, Map<String, Map<String, Map<String, String>>> byName) {}

    MetadataIndex(DocStatusStorage documents) {
        this.documents = documents;
    }

    /**
     * File names by id of the documents of which all of this is said.
     *
     * @param wanted at least one name with its value
     */
    Map<String, String> matching(Map<String, String> wanted) {
        State current = current();
        List<Map<String, String>> found =
                wanted.entrySet().stream()
                        .map(
                                entry ->
                                        current.byName()
                                                .computeIfAbsent(entry.getKey(), this::read)
                                                .getOrDefault(entry.getValue(), Map.of()))
                        .sorted(Comparator.comparingInt(Map::size))
                        .toList();
        Map<String, String> all = new HashMap<>(found.getFirst());
        found.forEach(others -> all.keySet().retainAll(others.keySet()));
        return all;
    }

    private State current() {
        Optional<Mark> mark = mark();
        State known = state;
        if (!known.mark().equals(mark)) {
            known = new State(mark, new ConcurrentHashMap<>());
            state = known;
        }
        return known;
    }

    private Optional<Mark> mark() {
        StatusCounts counts = documents.counts();
        return documents.page(NEWEST).documents().stream()
                .findFirst()
                .map(row -> new Mark(counts, row.id(), row.updatedAt()));
    }

    private Map<String, Map<String, String>> read(String name) {
        Map<String, Map<String, String>> byValue = new HashMap<>();
        Optional<DocumentRecord> last = Optional.empty();
        while (true) {
            List<DocumentRecord> page =
                    documents.byStatus(EnumSet.of(DocStatus.PROCESSED), PAGE, last);
            if (page.isEmpty()) {
                return byValue;
            }
            for (DocumentRecord row : page) {
                value(row, name)
                        .ifPresent(
                                value ->
                                        byValue.computeIfAbsent(value, v -> new HashMap<>())
                                                .put(row.id(), row.filePath()));
            }
            last = Optional.of(page.getLast());
        }
    }

    /** What is said of a document under a name: by its caller before by the pipeline. */
    static Optional<String> value(DocumentRecord row, String name) {
        Map<?, ?> given =
                row.metadata().get(StatusRows.USER_METADATA) instanceof Map<?, ?> map
                        ? map
                        : Map.of();
        return Optional.<Object>ofNullable(given.get(name))
                .or(() -> Optional.ofNullable(row.metadata().get(name)))
                .map(String::valueOf);
    }
}
