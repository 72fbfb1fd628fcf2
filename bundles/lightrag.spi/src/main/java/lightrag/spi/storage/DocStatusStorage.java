package lightrag.spi.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
}
