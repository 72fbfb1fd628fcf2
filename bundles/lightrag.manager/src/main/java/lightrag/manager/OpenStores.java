package lightrag.manager;

import lightrag.spi.engine.WriteTurns;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * What stays open while engines over it come and go.
 *
 * @param provider held until the stores are closed
 * @param turns of all engines over them
 */
record OpenStores(
        WorkspaceFolder folder,
        FolderLock lock,
        ServiceLease<StorageProvider> provider,
        WorkspaceStorage storage,
        UnfinishedMarker marker,
        WriteTurns turns)
        implements AutoCloseable {

    @Override
    public void close() {
        Closing.all("stores of workspace " + folder.workspace(), storage, lock, provider);
    }
}
