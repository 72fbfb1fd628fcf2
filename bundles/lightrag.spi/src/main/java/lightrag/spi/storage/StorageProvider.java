package lightrag.spi.storage;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A storage binding: opens all stores of one workspace. Registered as an OSGi service; thread-safe.
 */
@ConsumerType
public interface StorageProvider {

    /** Name under which configuration chooses this binding, for instance {@code rocksdb}. */
    String type();

    /** Whether {@link WorkspaceStorage#commit} is all or nothing over all kinds of stores. */
    boolean atomic();

    /**
     * Opens the stores of a workspace, creating them when absent.
     *
     * @throws lightrag.api.ConflictException another process has the workspace open; the message
     *     names it
     * @throws lightrag.api.StorageFailureException the files are damaged or unreadable
     */
    WorkspaceStorage open(StorageLocation location);

    /**
     * Deletes the files of stores that are closed and no longer wanted, and nothing else in their
     * directory. A binding without files of its own leaves this default, which does nothing.
     *
     * @throws lightrag.api.StorageFailureException something could not be deleted
     */
    default void delete(StorageLocation location) {}
}
