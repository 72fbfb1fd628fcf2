package lightrag.storage.sql;

import java.sql.SQLException;
import lightrag.api.StorageFailureException;

/** What a failure of the database means to whoever asked. */
final class SqlErrors {

    private SqlErrors() {}

    static StorageFailureException failure(String workspace, String doing, Exception e) {
        String code =
                e instanceof SQLException sql
                        ? "H2 error " + sql.getErrorCode()
                        : e.getClass().getSimpleName();
        return new StorageFailureException(
                "Workspace %s failed while %s; check the disk (space, rights, mount), else restore it from a backup. (%s)"
                        .formatted(workspace, doing, code),
                e);
    }

    static StorageFailureException closed(String workspace) {
        return new StorageFailureException(
                "Workspace " + workspace + " is closed: ask for it again to have it opened.");
    }
}
