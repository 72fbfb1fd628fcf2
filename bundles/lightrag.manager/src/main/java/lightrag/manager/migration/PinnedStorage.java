package lightrag.manager.migration;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import lightrag.spi.storage.DocStatusStorage;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.GraphStorage;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageStatistics;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorStorage;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * The stores in force as an engine of one embedding model sees them. When stores of another model
 * are in force it goes on looking for vectors in the former ones, and its changes are embedded
 * anew; all else it reads and writes is in the stores in force.
 */
public final class PinnedStorage implements WorkspaceStorage {

    private final SwitchableStorage stores;
    private final Embedding by;
    private final Consumer<PinnedStorage> onClose;

    PinnedStorage(SwitchableStorage stores, Embedding by, Consumer<PinnedStorage> onClose) {
        this.stores = stores;
        this.by = by;
        this.onClose = onClose;
    }

    /** What makes the engine's vectors. */
    public Embedding by() {
        return by;
    }

    /** Whichever stores are in force. */
    public SwitchableStorage stores() {
        return stores;
    }

    @Override
    public KeyValueStorage keyValues(KeyValueNamespace namespace) {
        return stores.keyValues(namespace);
    }

    @Override
    public DocStatusStorage docStatus() {
        return stores.docStatus();
    }

    @Override
    public GraphStorage graph() {
        return stores.graph();
    }

    @Override
    public VectorStorage vectors(VectorNamespace namespace, int dimension) {
        return stores.vectors(namespace, dimension, Optional.of(by));
    }

    @Override
    public void commit(Collection<? extends Mutation> mutations, Durability durability) {
        stores.commit(mutations, Optional.of(by), durability);
    }

    @Override
    public void checkpoint(Path target) {
        stores.checkpoint(target);
    }

    @Override
    public void purgeDeleted() {
        stores.purgeDeleted();
    }

    @Override
    public StorageStatistics statistics() {
        return stores.statistics();
    }

    /** Ends the view; the stores stay open. */
    @Override
    public void close() {
        onClose.accept(this);
    }
}
