package lightrag.api;

/** More than the configured limit. Nothing was changed. */
public final class TooLargeException extends LightRagException {
    private static final long serialVersionUID = 1L;

    public TooLargeException(String message) {
        super(message);
    }
}
