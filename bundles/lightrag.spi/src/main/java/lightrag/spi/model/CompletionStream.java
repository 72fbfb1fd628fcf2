package lightrag.spi.model;

import java.util.Iterator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Pieces of a reply as they arrive; a failure in between is a {@link
 * lightrag.api.ModelFailureException} from the iterator. {@link #close} ends the provider's call
 * and a blocked iteration, from any thread.
 */
@ConsumerType
public interface CompletionStream extends Iterator<String>, AutoCloseable {

    /** Tokens of the whole call; known, if at all, once the last piece was read. */
    default TokenUsage usage() {
        return TokenUsage.UNKNOWN;
    }

    @Override
    void close();
}
