package lightrag.api;

/** A store failed: ask an operator; the message names the workspace and the store. */
public final class StorageFailureException extends LightRagException {
    private static final long serialVersionUID = 1L;

    public StorageFailureException(String message, Throwable cause) {
        super(message, cause);
    }

    public StorageFailureException(String message) {
        super(message);
    }
}
