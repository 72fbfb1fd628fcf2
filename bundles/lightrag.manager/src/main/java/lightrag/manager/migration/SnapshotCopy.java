package lightrag.manager.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Copies all rows of stores that nobody changes to empty ones, in insertion order, since that
 * decides between equals in searches and listings.
 */
final class SnapshotCopy {

    private static final int BATCH_ROWS = 256;

    /**
     * Fewer, where a model is asked for each batch: progress is seen and a stop is soon noticed.
     */
    private static final int EMBEDDED_ROWS = 32;

    private final WorkspaceStorage from;
    private final WorkspaceStorage to;
    private final Optional<Reembedder> reembedder;
    private final Progress progress;
    private final List<Mutation> batch = new ArrayList<>(BATCH_ROWS);

    /**
     * @param reembedder makes the vectors anew
     */
    SnapshotCopy(
            WorkspaceStorage from,
            WorkspaceStorage to,
            Optional<Reembedder> reembedder,
            Progress progress) {
        this.from = from;
        this.to = to;
        this.reembedder = reembedder;
        this.progress = progress;
    }

    /** Rows there are to copy. */
    static long rows(WorkspaceStorage storage) {
        long rows =
                storage.docStatus().counts().all()
                        + storage.graph().entityCount()
                        + storage.graph().relationCount();
        for (KeyValueNamespace namespace : KeyValueNamespace.values()) {
            rows += storage.keyValues(namespace).size();
        }
        for (VectorNamespace namespace : VectorNamespace.values()) {
            rows += storage.vectors(namespace, 0).size();
        }
        return rows;
    }

    /**
     * On disk when this returns.
     *
     * @throws Progress.Stopped it was to end
     */
    void run() {
        for (KeyValueNamespace namespace : KeyValueNamespace.values()) {
            from.keyValues(namespace)
                    .scan("", (key, value) -> add(new Mutation.PutValue(namespace, key, value)));
        }
        from.docStatus().forEach(row -> add(new Mutation.PutDocument(row)));
        from.graph().forEachEntity(row -> add(new Mutation.PutEntity(row)));
        from.graph().forEachRelation(row -> add(new Mutation.PutRelation(row)));
        for (VectorNamespace namespace : VectorNamespace.values()) {
            from.vectors(namespace, 0)
                    .forEachEmbedding(
                            (row, embedding) ->
                                    add(new Mutation.PutVector(namespace, row, embedding)));
        }
        flush(Durability.SYNCED);
    }

    private boolean add(Mutation mutation) {
        batch.add(mutation);
        if (batch.size() >= (reembedder.isPresent() ? EMBEDDED_ROWS : BATCH_ROWS)) {
            flush(Durability.WRITTEN);
        }
        return true;
    }

    private void flush(Durability durability) {
        to.commit(reembedder.map(it -> it.convert(batch)).orElse(batch), durability);
        int count = batch.size();
        batch.clear();
        progress.add(count);
    }
}
