package lightrag.engine.delete;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.QueryMode;
import lightrag.engine.cache.CacheKeys;
import lightrag.engine.cache.CacheKind;
import lightrag.engine.rows.CachedReply;
import lightrag.engine.rows.ChunkRow;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.storage.WorkspaceStorage;

/** Where a document's words are left among the kept replies. */
final class Traces {

    private final WorkspaceStorage storage;

    Traces(WorkspaceStorage storage) {
        this.storage = storage;
    }

    /** Keys of replies made from a document's chunks. */
    Set<String> ofDocument(DocumentRecord document) {
        Set<String> keys = new LinkedHashSet<>();
        List<String> ids = document.chunkIds();
        List<ChunkRow> chunks =
                ChunkRow.decodeAll(
                        ids, storage.keyValues(KeyValueNamespace.TEXT_CHUNKS).getAll(ids));
        chunks.forEach(chunk -> keys.addAll(chunk.cacheKeys()));
        if (document.status() != DocStatus.PROCESSED) {
            keys.addAll(unlinked(Set.copyOf(ids)));
        }
        return keys;
    }

    /** Replies a killed attempt got but could not note; found only by looking at all. */
    private List<String> unlinked(Set<String> chunkIds) {
        List<String> keys = new ArrayList<>();
        replies()
                .scan(
                        prefix(CacheKeys.DEFAULT_MODE, CacheKind.EXTRACT),
                        (key, value) -> {
                            if (CachedReply.decode(value)
                                    .chunkId()
                                    .filter(chunkIds::contains)
                                    .isPresent()) {
                                keys.add(key);
                            }
                            return true;
                        });
        return keys;
    }

    /** Keys of summaries and answers: they belong to no document, and any may quote one. */
    List<String> derived() {
        List<String> keys = new ArrayList<>();
        collect(prefix(CacheKeys.DEFAULT_MODE, CacheKind.SUMMARY), keys);
        for (QueryMode mode : QueryMode.values()) {
            collect(prefix(mode.wire(), CacheKind.QUERY), keys);
        }
        return keys;
    }

    private void collect(String prefix, List<String> keys) {
        replies().scan(prefix, (key, value) -> keys.add(key));
    }

    private static String prefix(String mode, CacheKind kind) {
        return CacheKeys.key(mode, kind, "");
    }

    private KeyValueStorage replies() {
        return storage.keyValues(KeyValueNamespace.LLM_RESPONSE_CACHE);
    }
}
