package lightrag.storage.rocksdb;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.Staged;
import lightrag.storage.rocksdb.db.WorkspaceAccess;
import lightrag.storage.rocksdb.document.DocumentWriter;
import lightrag.storage.rocksdb.graph.GraphWriter;
import lightrag.storage.rocksdb.value.KeyValueWriter;
import lightrag.storage.rocksdb.vector.VectorWriter;

/**
 * One commit: mutations fill a batch in order, the batch is written, memory follows. A store's part
 * begins with its first mutation, so a commit of values alone loads no graph.
 */
final class Commit implements AutoCloseable {
    private final Stores stores;
    private final WorkspaceAccess access;
    private final Counters counters;
    private final Batch batch;
    private final KeyValueWriter values;
    private final Map<VectorNamespace, VectorWriter> vectors = new EnumMap<>(VectorNamespace.class);
    private Optional<DocumentWriter> documents = Optional.empty();
    private Optional<GraphWriter> graph = Optional.empty();

    /** The caller is the only writer until this is closed. */
    Commit(Stores stores, WorkspaceAccess access) {
        this.stores = stores;
        this.access = access;
        this.counters = access.counters().copy();
        this.batch = new Batch(access.database());
        this.values = new KeyValueWriter(batch, counters);
    }

    void add(Mutation mutation) {
        switch (mutation) {
            case Mutation.PutValue put -> values.put(put.namespace(), put.key(), put.value());
            case Mutation.DeleteValue delete -> values.delete(delete.namespace(), delete.key());
            case Mutation.ClearValues clear -> values.clear(clear.namespace());
            case Mutation.PutDocument put -> documents().put(put.document());
            case Mutation.DeleteDocument delete -> documents().delete(delete.id());
            case Mutation.PutEntity put -> graph().put(put.entity());
            case Mutation.DeleteEntity delete -> graph().deleteEntity(delete.name());
            case Mutation.PutRelation put -> graph().put(put.relation());
            case Mutation.DeleteRelation delete -> graph().deleteRelation(delete.key());
            case Mutation.PutVector put -> vectors(put.namespace()).put(put.row(), put.embedding());
            case Mutation.PutVectorFields put -> vectors(put.namespace()).putFields(put.row());
            case Mutation.DeleteVector delete -> vectors(delete.namespace()).delete(delete.id());
            case Mutation.ClearAll all -> clearAll();
        }
    }

    private void clearAll() {
        documents().clear();
        graph().clear();
        for (VectorNamespace namespace : VectorNamespace.values()) {
            vectors(namespace).clear();
        }
        counters.clearVectors();
    }

    private DocumentWriter documents() {
        DocumentWriter writer =
                documents.orElseGet(() -> stores.documents().writer(batch, counters));
        documents = Optional.of(writer);
        return writer;
    }

    private GraphWriter graph() {
        GraphWriter writer = graph.orElseGet(() -> stores.graph().writer(batch, counters));
        graph = Optional.of(writer);
        return writer;
    }

    private VectorWriter vectors(VectorNamespace namespace) {
        return vectors.computeIfAbsent(
                namespace, any -> stores.vectors(namespace).writer(batch, counters));
    }

    /** Writes the batch; afterwards everything sees it. A failure leaves everything as it was. */
    void write(Durability durability) {
        if (batch.isEmpty()) {
            return;
        }
        batch.put(Keys.COUNTERS, counters.encode());
        access.database().write(batch.whole(), durability);
        access.change(
                () -> {
                    access.database().advance(batch.deletes());
                    access.replaceCounters(counters);
                    follow();
                });
    }

    /** The batch is written, so a view that can't follow is dropped and loaded again. */
    private void follow() {
        try {
            staged().forEach(Staged::apply);
        } catch (RuntimeException | Error e) {
            staged().forEach(Staged::dropViews);
            throw e;
        }
    }

    private Stream<Staged> staged() {
        return Stream.<Staged>concat(
                Stream.<Staged>concat(documents.stream(), graph.stream()),
                vectors.values().stream());
    }

    @Override
    public void close() {
        batch.close();
    }
}
