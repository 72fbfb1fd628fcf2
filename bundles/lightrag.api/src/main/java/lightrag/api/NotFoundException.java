package lightrag.api;

/** What was named does not exist. */
public final class NotFoundException extends LightRagException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }
}
