package lightrag.manager;

import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * What stays open while engines over it come and go.
 *
 * @param provider held until the stores are closed
 */
record OpenStores(
        WorkspaceFolder folder,
        FolderLock lock,
        ServiceLease<StorageProvider> provider,
        WorkspaceStorage storage,
        UnfinishedMarker marker)
        implements AutoCloseable {

    @Override
    public void close() {
        Closing.all("stores of workspace " + folder.workspace(), storage, lock, provider);
    }
}
