package lightrag.manager;

import java.nio.file.Path;
import java.util.Collection;
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
 * A workspace's stores in the hands of one engine: its changes pass the fence, reads are direct.
 * The stores are the manager's, so an engine that closes them closes nothing.
 */
record FencedStorage(WorkspaceStorage stores, Fence fence) implements WorkspaceStorage {

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
        return stores.vectors(namespace, dimension);
    }

    @Override
    public void commit(Collection<? extends Mutation> mutations, Durability durability) {
        fence.change(() -> stores.commit(mutations, durability));
    }

    @Override
    public void checkpoint(Path target) {
        stores.checkpoint(target);
    }

    @Override
    public void purgeDeleted() {
        fence.change(stores::purgeDeleted);
    }

    @Override
    public StorageStatistics statistics() {
        return stores.statistics();
    }

    @Override
    public void close() {}
}
