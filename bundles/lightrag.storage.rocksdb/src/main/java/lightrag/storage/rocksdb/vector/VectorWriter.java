package lightrag.storage.rocksdb.vector;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lightrag.api.ConflictException;
import lightrag.api.InvalidInputException;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.storage.rocksdb.codec.VectorRowCodec;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.Staged;

/** One vector namespace's part of one commit. */
public final class VectorWriter implements Staged {
    private final RocksVectorStorage store;
    private final VectorNamespace namespace;
    private final Batch batch;
    private final Counters counters;
    private final List<Consumer<VectorView>> changes = new ArrayList<>();
    private final List<Consumer<SourceColumns>> sourceChanges = new ArrayList<>();
    private final Set<Integer> changedSlots = new HashSet<>();
    private boolean cleared;

    VectorWriter(
            RocksVectorStorage store, VectorNamespace namespace, Batch batch, Counters counters) {
        this.store = store;
        this.namespace = namespace;
        this.batch = batch;
        this.counters = counters;
    }

    /** An id that is there keeps its place. */
    public void put(VectorRow row, float[] embedding) {
        check(row.id(), embedding);
        Optional<Integer> former = slot(row.id());
        int slot = former.orElseGet(() -> counters.nextSlot(namespace));
        if (former.isEmpty()) {
            counters.addVectors(namespace, 1);
            counters.setDimension(embedding.length);
            batch.put(
                    Keys.vectorId(namespace, row.id()),
                    ByteBuffer.allocate(4).putInt(slot).array());
        }
        putRow(slot, row);
        batch.put(Keys.slot(Keys.VECTOR_EMBEDDING, namespace, slot), Float32.toBytes(embedding));
        changes.add(view -> view.put(slot, row.id(), embedding));
    }

    private void check(String id, float[] embedding) {
        int dimension = counters.dimension();
        if (dimension != 0 && dimension != embedding.length) {
            throw new ConflictException(
                    "The embedding of %s has %d numbers, the workspace's have %d: use its embedding model or clear it first."
                            .formatted(id, embedding.length, dimension));
        }
        if (embedding.length == 0 || !Float32.isFinite(embedding)) {
            throw new InvalidInputException(
                    "embedding",
                    "The embedding of %s is empty or not finite: check the embedding model."
                            .formatted(id));
        }
    }

    public void putFields(VectorRow row) {
        int slot =
                slot(row.id())
                        .orElseThrow(
                                () ->
                                        new InvalidInputException(
                                                "id",
                                                "No embedding is stored for %s: put it with one."
                                                        .formatted(row.id())));
        putRow(slot, row);
    }

    private void putRow(int slot, VectorRow row) {
        batch.put(Keys.slot(Keys.VECTOR_ROW, namespace, slot), VectorRowCodec.encode(row));
        sourceChanges.add(columns -> columns.put(slot, row));
        changedSlots.add(slot);
    }

    public void delete(String id) {
        Optional<Integer> found = slot(id);
        if (found.isEmpty()) {
            return;
        }
        int slot = found.get();
        counters.addVectors(namespace, -1);
        batch.delete(Keys.vectorId(namespace, id));
        batch.delete(Keys.slot(Keys.VECTOR_ROW, namespace, slot));
        batch.delete(Keys.slot(Keys.VECTOR_EMBEDDING, namespace, slot));
        changes.add(view -> view.remove(slot));
        sourceChanges.add(columns -> columns.remove(slot));
        changedSlots.add(slot);
    }

    /** Empties the namespace; the caller resets the counters of all of them. */
    public void clear() {
        for (int kind : new int[] {Keys.VECTOR_ROW, Keys.VECTOR_EMBEDDING, Keys.VECTOR_ID}) {
            batch.clear(Keys.namespace(kind, namespace));
        }
        changes.clear();
        sourceChanges.clear();
        changedSlots.clear();
        cleared = true;
    }

    private Optional<Integer> slot(String id) {
        return batch.get(Keys.vectorId(namespace, id)).map(Keys::lastNumber);
    }

    @Override
    public void apply() {
        store.apply(changes, sourceChanges, changedSlots, cleared);
    }

    @Override
    public void dropViews() {
        store.dropViews();
    }
}
