package lightrag.manager;

import java.time.Duration;
import lightrag.api.ConflictException;
import lightrag.api.LightRagException;
import lightrag.api.StorageFailureException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;

/**
 * Why a workspace could not be opened.
 *
 * @param reason for people; no secrets
 */
record OpenFailure(Kind kind, String reason) {

    enum Kind {
        /** Not a fault of the workspace: try again at once. */
        BUSY,
        /** May pass by itself. */
        UNAVAILABLE,
        /** Another process or another embedding model. */
        CONFLICT,
        /** Damaged files; does not pass by itself. */
        DAMAGED
    }

    static OpenFailure busy(String reason) {
        return new OpenFailure(Kind.BUSY, reason);
    }

    /** What a failed opening means. Unforeseen errors are only named; the log has the rest. */
    static OpenFailure of(Throwable error) {
        return switch (error) {
            case StorageFailureException e -> new OpenFailure(Kind.DAMAGED, text(e));
            case ConflictException e -> new OpenFailure(Kind.CONFLICT, text(e));
            case LightRagException e -> new OpenFailure(Kind.UNAVAILABLE, text(e));
            default ->
                    new OpenFailure(
                            Kind.UNAVAILABLE,
                            "an unexpected "
                                    + error.getClass().getSimpleName()
                                    + "; the log has the details");
        };
    }

    private static String text(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }

    /** A fresh exception for one caller. */
    LightRagException exception(WorkspaceId workspace, Duration retryAfter) {
        return switch (kind) {
            case CONFLICT -> new ConflictException(reason);
            case DAMAGED ->
                    new UnavailableException(
                            "Workspace "
                                    + workspace
                                    + " is set aside because its files are damaged: "
                                    + reason
                                    + " Restore its folder from a backup; it is tried again when"
                                    + " the folder changes.",
                            retryAfter);
            case BUSY, UNAVAILABLE ->
                    new UnavailableException(
                            "Workspace " + workspace + " can't be opened now: " + reason,
                            retryAfter);
        };
    }
}
