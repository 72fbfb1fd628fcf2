package lightrag.api;

import java.util.Iterator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An answer as it is being written. Iterating blocks until the next piece; a failure of the model
 * during the stream is a {@link ModelFailureException} from the iterator. Not thread-safe; {@link
 * #close} may come from any thread and ends a blocked iteration.
 */
@ProviderType
public interface QueryStream extends Iterator<String>, AutoCloseable {

    /** What the answer is based on; complete before the first piece. */
    QueryData data();

    /**
     * True when pieces come from a model as it writes; false when the whole text was there at once.
     */
    boolean live();

    /** See {@link QueryAnswer#generatedByModel}. */
    boolean generatedByModel();

    @Override
    void close();
}
