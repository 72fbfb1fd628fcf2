package lightrag.engine.verify;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.engine.rows.ChunkRow;
import lightrag.spi.storage.DocStatusStorage;

/** The documents of a workspace and the chunks that rightly exist. Not thread-safe. */
final class Inventory {

    private static final int PAGE = 500;
    private static final Pattern CHUNK_ID = Pattern.compile(".+-chunk-\\d{3,}|chunk-[0-9a-f]{32}");
    private static final Pattern DOCUMENT_ID = Pattern.compile("doc-[0-9a-f]{32}");

    private final Map<String, DocumentRecord> documents = new HashMap<>();
    private final Map<String, Set<String>> chunksOf = new HashMap<>();
    private final Map<String, String> documentOf = new HashMap<>();

    static Inventory read(DocStatusStorage rows) {
        Inventory inventory = new Inventory();
        Optional<DocumentRecord> last = Optional.empty();
        while (true) {
            List<DocumentRecord> page = rows.byStatus(EnumSet.allOf(DocStatus.class), PAGE, last);
            if (page.isEmpty()) {
                return inventory;
            }
            page.forEach(inventory::add);
            last = Optional.of(page.getLast());
        }
    }

    private void add(DocumentRecord row) {
        documents.put(row.id(), row);
        chunksOf.put(row.id(), new HashSet<>(row.chunkIds()));
    }

    Map<String, DocumentRecord> documents() {
        return documents;
    }

    boolean isProcessed(String documentId) {
        DocumentRecord row = documents.get(documentId);
        return row != null && row.status() == DocStatus.PROCESSED;
    }

    /** Whether a document lists the chunk, or no document ever was behind it. */
    boolean belongs(ChunkRow chunk) {
        Set<String> listed = chunksOf.get(chunk.documentId());
        return listed == null ? isCustom(chunk) : listed.contains(chunk.id());
    }

    /** Chunks of a graph made by a caller name any source they like. */
    private static boolean isCustom(ChunkRow chunk) {
        return chunk.id().startsWith("chunk-")
                && !DOCUMENT_ID.matcher(chunk.documentId()).matches();
    }

    /**
     * Whether the chunk is to be found by similarity: those of unfinished documents are not yet.
     */
    boolean isSearchable(ChunkRow chunk) {
        return isProcessed(chunk.documentId()) || !documents.containsKey(chunk.documentId());
    }

    void keep(ChunkRow chunk) {
        documentOf.put(chunk.id(), chunk.documentId());
    }

    boolean exists(String chunkId) {
        return documentOf.containsKey(chunkId);
    }

    /** Document of an existing chunk. */
    Optional<String> documentOf(String chunkId) {
        return Optional.ofNullable(documentOf.get(chunkId));
    }

    /** Source ids given by hand may be any text; only those that name a chunk can be missing. */
    boolean isMissing(String sourceId) {
        return !exists(sourceId) && CHUNK_ID.matcher(sourceId).matches();
    }
}
