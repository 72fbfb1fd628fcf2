package lightrag.storage.rocksdb.db;

import lightrag.api.StorageFailureException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Turns RocksDB's errors into ours, naming the workspace and what to do. */
final class StorageErrors {
    private StorageErrors() {}

    static StorageFailureException failure(String workspace, String doing, RocksDBException e) {
        String advice =
                switch (code(e)) {
                    case Corruption -> "its files are damaged: restore the workspace from a backup";
                    case IOError -> "check the disk (space, rights, mount) and open it again";
                    default -> "open the workspace again; if it stays, look at the server's log";
                };
        return new StorageFailureException(
                "Workspace %s failed while %s; %s. (RocksDB: %s)"
                        .formatted(workspace, doing, advice, e.getMessage()),
                e);
    }

    static boolean isLocked(RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        return code(e) == Status.Code.IOError
                && (message.contains("lock file") || message.contains("lock hold"))
                && !message.contains("No space");
    }

    static StorageFailureException closed(String workspace) {
        return new StorageFailureException(
                "Workspace " + workspace + " is closed: ask for it again to have it opened.");
    }

    private static Status.Code code(RocksDBException e) {
        Status status = e.getStatus();
        return status == null || status.getCode() == null
                ? Status.Code.Undefined
                : status.getCode();
    }
}
