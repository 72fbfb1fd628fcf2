package lightrag.tenant.control;

import lightrag.api.LightRag;
import org.osgi.annotation.versioning.ProviderType;

/** A borrowed engine. Close exactly once; use after close is an IllegalStateException. */
@ProviderType
public interface LightRagLease extends AutoCloseable {

    LightRag engine();

    /** Notes that a call on the engine ended with this error; at most once, before the close. */
    void failed(Throwable error);

    @Override
    void close();
}
