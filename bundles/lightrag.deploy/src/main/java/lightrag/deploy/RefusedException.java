package lightrag.deploy;

/** A jar that can't be taken in; the message says why, to whoever brought it. */
class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
