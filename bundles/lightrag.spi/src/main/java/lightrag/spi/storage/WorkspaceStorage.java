package lightrag.spi.storage;

import java.nio.file.Path;
import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * All stores of one workspace. Thread-safe. Reads see every commit that returned before; a read
 * during a commit sees all of it or nothing of it per store.
 */
@ConsumerType
public interface WorkspaceStorage extends AutoCloseable {

    KeyValueStorage keyValues(KeyValueNamespace namespace);

    DocStatusStorage docStatus();

    GraphStorage graph();

    /**
     * @param dimension of the embeddings; 0 for a reader that does not care
     */
    VectorStorage vectors(VectorNamespace namespace, int dimension);

    /**
     * Applies mutations in order, all of them or none. When this returns after {@link
     * Durability#SYNCED}, a kill of the process or of the machine loses nothing of it.
     */
    void commit(Collection<? extends Mutation> mutations, Durability durability);

    /**
     * A consistent copy of the workspace in a directory that does not exist yet; hard links where
     * possible.
     */
    void checkpoint(Path target);

    /**
     * Rewrites files so that no deleted content remains in them; may take seconds. Called after
     * deletions that promise to leave no trace.
     */
    void purgeDeleted();

    StorageStatistics statistics();

    /**
     * Flushes and closes; harmless when repeated. Later calls of anything else fail with a
     * StorageFailureException.
     */
    @Override
    void close();
}
