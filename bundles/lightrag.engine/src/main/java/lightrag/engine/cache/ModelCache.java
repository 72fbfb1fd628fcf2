package lightrag.engine.cache;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.engine.options.CacheOptions;
import lightrag.engine.rows.CachedReply;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Kept replies of one workspace. Thread-safe. Writes survive a kill of the process, not a power
 * cut: losing one costs a repeated call, no data.
 */
public final class ModelCache {

    private final WorkspaceStorage storage;
    private final CacheOptions options;
    private final InstantSource clock;

    public ModelCache(WorkspaceStorage storage, CacheOptions options, InstantSource clock) {
        this.storage = storage;
        this.options = options;
        this.clock = clock;
    }

    /** Whether replies of a kind are read and written at all (rule CA-3). */
    public boolean keeps(CacheKind kind) {
        return kind.ofQueries() ? options.queries() : options.extraction();
    }

    /**
     * @param key see {@link CacheKeys#key}
     */
    public Optional<CachedReply> get(CacheKind kind, String key) {
        return keeps(kind) ? rows().get(key).map(CachedReply::decode) : Optional.empty();
    }

    /** Replies by key, switched off or not; missing ones are absent. */
    public Map<String, CachedReply> getAll(Collection<String> keys) {
        List<String> ordered = List.copyOf(keys);
        List<Optional<byte[]>> values = rows().getAll(ordered);
        Map<String, CachedReply> replies = new LinkedHashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            String key = ordered.get(i);
            values.get(i).ifPresent(value -> replies.put(key, CachedReply.decode(value)));
        }
        return replies;
    }

    /** Keeps a reply unless its kind is switched off. */
    public void put(CacheKind kind, String key, NewReply reply) {
        if (keeps(kind)) {
            CachedReply row =
                    new CachedReply(
                            reply.text(),
                            kind.wire(),
                            reply.chunkId(),
                            reply.prompt(),
                            reply.queryParam(),
                            clock.instant().getEpochSecond());
            storage.commit(
                    List.of(
                            new Mutation.PutValue(
                                    KeyValueNamespace.LLM_RESPONSE_CACHE, key, row.encode(key))),
                    Durability.WRITTEN);
        }
    }

    /** The changes that forget replies. */
    public static List<Mutation> deletions(Collection<String> keys) {
        List<Mutation> mutations = new ArrayList<>(keys.size());
        keys.forEach(
                key ->
                        mutations.add(
                                new Mutation.DeleteValue(
                                        KeyValueNamespace.LLM_RESPONSE_CACHE, key)));
        return mutations;
    }

    /** Forgets everything. */
    public void clear() {
        storage.commit(
                List.of(new Mutation.ClearValues(KeyValueNamespace.LLM_RESPONSE_CACHE)),
                Durability.SYNCED);
    }

    private KeyValueStorage rows() {
        return storage.keyValues(KeyValueNamespace.LLM_RESPONSE_CACHE);
    }

    /**
     * @param chunkId for replies made from a chunk
     * @param queryParam one JSON object, for replies to a question
     */
    public record NewReply(
            String text, String prompt, Optional<String> chunkId, Optional<String> queryParam) {}
}
