package lightrag.webui.brand;

/** A folder of texts and logos can't be used; the message says what to change where. */
public final class BrandException extends Exception {
    private static final long serialVersionUID = 1L;

    BrandException(String message) {
        super(message);
    }

    BrandException(String message, Throwable cause) {
        super(message, cause);
    }
}
