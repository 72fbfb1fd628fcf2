package lightrag.spi.engine;

import java.time.Duration;
import lightrag.api.LightRag;
import org.osgi.annotation.versioning.ConsumerType;

/** A {@link LightRag} with a life. */
@ConsumerType
public interface Engine extends LightRag, AutoCloseable {

    /**
     * Takes up unfinished documents in the background, from now on also those it accepts. Repeated:
     * looks whether another engine over the same stores has left some.
     */
    void resume();

    /** True when no background work runs or waits. Cheap and never blocks: asked under a lock. */
    boolean idle();

    /**
     * Lets background work reach a safe point within a time and stops it there; what is left
     * resumes at the next open. Work that can't be taken up again (a deletion) is not stopped: then
     * false is returned, and the call may be repeated. Afterwards questions are answered and
     * documents accepted until the close, but nothing is worked off and no job starts. Returns true
     * when all work was finished or checkpointed in time.
     */
    boolean quiesce(Duration timeout);

    /** Stops at once; nothing accepted is lost. Harmless when repeated. */
    @Override
    void close();
}
