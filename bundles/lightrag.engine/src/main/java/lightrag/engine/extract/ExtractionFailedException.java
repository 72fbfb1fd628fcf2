package lightrag.engine.extract;

/** A chunk failed; the message names it and its place. Never leaves the engine. */
public final class ExtractionFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExtractionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
