package lightrag.engine.purge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.engine.cache.CacheKind;
import lightrag.engine.cache.ModelCache;
import lightrag.engine.extract.Provenance;
import lightrag.engine.extract.Records;
import lightrag.engine.extract.ReplyParser;
import lightrag.engine.rows.CachedReply;
import lightrag.engine.rows.ChunkRow;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.WorkspaceStorage;

/** What chunks said, read again from the kept replies (rules DE-20 and DE-21). */
final class CachedStatements {

    private final WorkspaceStorage storage;
    private final ModelCache cache;

    CachedStatements(WorkspaceStorage storage, ModelCache cache) {
        this.storage = storage;
        this.cache = cache;
    }

    /** Statements by chunk id; chunks without a kept reply are absent. */
    Map<String, Records> of(Collection<String> chunkIds) {
        List<ChunkRow> chunks = chunks(chunkIds);
        Set<String> keys = new LinkedHashSet<>();
        chunks.forEach(chunk -> keys.addAll(chunk.cacheKeys()));
        Map<String, List<CachedReply>> byChunk = byChunk(cache.getAll(keys).values());
        Map<String, Records> statements = new HashMap<>();
        for (ChunkRow chunk : chunks) {
            List<CachedReply> replies = byChunk.getOrDefault(chunk.id(), List.of());
            if (!replies.isEmpty()) {
                statements.put(chunk.id(), parse(chunk, replies));
            }
        }
        return statements;
    }

    List<ChunkRow> chunks(Collection<String> chunkIds) {
        List<String> ids = List.copyOf(chunkIds);
        return ChunkRow.decodeAll(
                ids, storage.keyValues(KeyValueNamespace.TEXT_CHUNKS).getAll(ids));
    }

    private static Map<String, List<CachedReply>> byChunk(Collection<CachedReply> replies) {
        Map<String, List<CachedReply>> byChunk = new LinkedHashMap<>();
        for (CachedReply reply : replies) {
            if (reply.type().equals(CacheKind.EXTRACT.wire())) {
                reply.chunkId()
                        .ifPresent(
                                id ->
                                        byChunk.computeIfAbsent(id, key -> new ArrayList<>())
                                                .add(reply));
            }
        }
        byChunk.values()
                .forEach(list -> list.sort(Comparator.comparingLong(CachedReply::createdAt)));
        return byChunk;
    }

    private static Records parse(ChunkRow chunk, List<CachedReply> replies) {
        Records all = Records.empty();
        for (CachedReply reply : replies) {
            Provenance from = new Provenance(chunk.id(), chunk.filePath(), reply.createdAt());
            all = all.refinedBy(ReplyParser.parseKept(reply.text(), from));
        }
        return all;
    }
}
