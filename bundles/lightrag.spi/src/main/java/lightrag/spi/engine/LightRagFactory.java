package lightrag.spi.engine;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes engines. An engine bundle registers one; several versions may stand side by side. */
@ConsumerType
public interface LightRagFactory {

    /** Semantic version of the engine. */
    String engineVersion();

    /**
     * An engine over stores and models that stay the caller's: closing the engine closes neither.
     * Unfinished work found in the stores is resumed when {@link Engine#resume} is called.
     *
     * @throws lightrag.api.ConflictException the workspace was embedded by another model or
     *     dimension
     */
    Engine open(EngineContext context);
}
