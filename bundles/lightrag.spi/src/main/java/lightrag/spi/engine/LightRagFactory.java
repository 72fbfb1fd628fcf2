package lightrag.spi.engine;

import java.util.Optional;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes engines. An engine bundle registers one; several versions may stand side by side. */
@ConsumerType
public interface LightRagFactory {

    /** Semantic version of the engine. */
    String engineVersion();

    /**
     * An engine over stores and models that stay the caller's: closing the engine closes neither.
     * Another engine may still end its work on the same stores: before {@link Engine#resume} the
     * new one answers and accepts documents, but works none off.
     *
     * @throws lightrag.api.ConflictException the workspace was embedded by another model or
     *     dimension
     */
    Engine open(EngineContext context);

    /**
     * The row that says which model made a workspace's vectors, as its engines write it: for the
     * copy of a workspace that is made with another model. Absent for engines that can't take over
     * such a copy.
     *
     * @param now seconds since 1970
     */
    default Optional<Mutation.PutValue> embeddingFacts(String model, int dimension, long now) {
        return Optional.empty();
    }

    /** What its engines read and write. */
    default StorageFormat storageFormat() {
        return StorageFormat.FIRST;
    }

    /**
     * Rewrites stores of an older format into the one its engines write. The stores are a copy that
     * nobody else has open: when this fails the copy is thrown away, and after a kill this is done
     * anew with a fresh one. Rows of full documents and of documents' states keep their meaning in
     * every format, so that the way back can take over what was accepted since. An engine that
     * reads the older rows as they are has nothing to do.
     *
     * @param from their format, at least {@link StorageFormat#oldestRead}
     */
    default void migrate(WorkspaceStorage stores, int from) {}
}
