package lightrag.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One knowledge base as its callers use it. Every method may throw a {@link LightRagException}, and
 * nothing else. Implementations are thread-safe; calls block the calling (virtual) thread until
 * done.
 */
@ProviderType
public interface LightRag
        extends DocumentOperations, QueryOperations, GraphOperations, DataOperations {

    /** What this knowledge base is, uses and does at the moment. Cheap: reads counters only. */
    EngineStatus status();
}
