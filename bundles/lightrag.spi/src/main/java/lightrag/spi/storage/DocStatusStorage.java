package lightrag.spi.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lightrag.api.DocStatus;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.StatusCounts;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads of document status rows; writes go through {@link WorkspaceStorage#commit}. */
@ConsumerType
public interface DocStatusStorage {

    Optional<DocumentRecord> get(String id);

    Map<String, DocumentRecord> getAll(Collection<String> ids);

    /**
     * One page without chunk ids; O(page) for the sorts by time and id. Equal keys keep insertion
     * order.
     */
    DocumentPage page(DocumentQuery query);

    StatusCounts counts();

    /** Rows of a track id by creation time, then id. */
    List<DocumentRecord> byTrack(String trackId);

    /** Rows of a canonical file name, duplicates' rows included. */
    List<DocumentRecord> byFilePath(String filePath);

    /** Rows with a content hash, duplicates' rows included. */
    List<DocumentRecord> byContentHash(String hash);

    /**
     * Up to {@code limit} rows in one of the statuses by (creation time, id), starting after a row
     * when given.
     */
    List<DocumentRecord> byStatus(
            Set<DocStatus> statuses, int limit, Optional<DocumentRecord> after);

    /**
     * Visits all rows with their chunk ids until the visitor returns false, for copies: in
     * insertion order where a binding knows it, else by creation time and id.
     */
    default void forEach(Predicate<DocumentRecord> visitor) {
        Set<DocStatus> all = Set.of(DocStatus.values());
        Optional<DocumentRecord> last = Optional.empty();
        while (true) {
            List<DocumentRecord> page = byStatus(all, 256, last);
            for (DocumentRecord row : page) {
                if (!visitor.test(row)) {
                    return;
                }
            }
            if (page.isEmpty()) {
                return;
            }
            last = Optional.of(page.getLast());
        }
    }
}
