package lightrag.api;

/** The caller may not do this. */
public final class DeniedException extends LightRagException {
    private static final long serialVersionUID = 1L;

    public DeniedException(String message) {
        super(message);
    }
}
