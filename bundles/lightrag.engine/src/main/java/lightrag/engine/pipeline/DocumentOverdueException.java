package lightrag.engine.pipeline;

import java.time.Duration;

/** A document took longer than its workspace allows. */
final class DocumentOverdueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DocumentOverdueException(Duration allowed) {
        super(
                "The document took longer than "
                        + allowed.toSeconds()
                        + " s (DOCUMENT_DEADLINE_SECONDS); retry it, or allow more time.");
    }
}
