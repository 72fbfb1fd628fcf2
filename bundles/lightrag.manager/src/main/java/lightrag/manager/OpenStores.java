package lightrag.manager;

import lightrag.manager.migration.StorageMover;
import lightrag.manager.migration.SwitchableStorage;

/**
 * What stays open while engines over it come and go.
 *
 * @param storage what engines work with, whichever stores are in force
 * @param mover changes which are; closes them
 * @param vectors makes them where those of two embedding models are kept in step
 * @param turns of all engines over them
 */
record OpenStores(
        WorkspaceFolder folder,
        FolderLock lock,
        SwitchableStorage storage,
        StorageMover mover,
        WorkspaceVectors vectors,
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
        Closing.all("stores of workspace " + folder.workspace(), mover, vectors, lock);
    }
}
