package lightrag.manager;

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
        Turns turns)
        implements AutoCloseable {

    /** See {@link lightrag.spi.engine.WriteTurns}. */
    record Turns(Turn intake, Turn graph) {

        static Turns fresh() {
            return new Turns(new Turn(), new Turn());
        }
    }

    @Override
    public void close() {
        Closing.all("stores of workspace " + folder.workspace(), storage, lock, provider);
    }
}
