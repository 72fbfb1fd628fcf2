package lightrag.storage.rocksdb.db;

/** What one kind of store has prepared for a commit. */
public interface Staged {

    /**
     * Brings views and caches up to the batch that was just written. Runs within {@link
     * WorkspaceAccess#change}.
     */
    void apply();

    /** Drops whatever {@link #apply} may have left half done; the database has the truth. */
    void dropViews();
}
