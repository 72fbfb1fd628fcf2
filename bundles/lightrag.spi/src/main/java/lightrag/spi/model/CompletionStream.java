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
    @Override
    void close();
}
