package lightrag.api;

/** The present state forbids the request; look at the state, then decide. Nothing was changed. */
public final class ConflictException extends LightRagException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }
}
