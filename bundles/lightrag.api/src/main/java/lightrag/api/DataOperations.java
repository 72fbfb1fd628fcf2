package lightrag.api;

import org.osgi.annotation.versioning.ProviderType;

/** Everything of a workspace at once: check it, take it out, bring it in. */
@ProviderType
public interface DataOperations {

    /**
     * Checks the stores against each other while nothing else works on them.
     *
     * @param repair mend what derives from the rest; documents whose parts are lost are processed
     *     again
     * @throws ConflictException the pipeline is busy
     */
    VerifyReport verify(boolean repair);
}
