package lightrag.engine.extract;

/** A chunk, table or formula failed; the message names it. Never leaves the engine. */
public final class ExtractionFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExtractionFailedException(String message) {
        super(message);
    }

    public ExtractionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
