package lightrag.engine.pipeline;

/** A file gave no text; never leaves the engine. */
final class ParseFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParseFailedException(String message) {
        super(message);
    }
}
