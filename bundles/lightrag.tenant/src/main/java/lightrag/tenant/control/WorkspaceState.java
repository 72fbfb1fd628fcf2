package lightrag.tenant.control;

import java.time.Instant;
import java.util.Optional;
import lightrag.api.WorkspaceId;

/**
 * @param leases running now
 * @param lastUsed when its last lease ended
 * @param problem why it is quarantined or backing off
 */
public record WorkspaceState(
        WorkspaceId workspace,
        State state,
        int leases,
        Optional<String> engineVersion,
        Optional<Instant> lastUsed,
        Optional<String> problem) {

    public enum State {
        CLOSED,
        OPENING,
        OPEN,
        CLOSING,
        /** The last attempt to open failed; the next is not before the back-off ends. */
        BACKING_OFF,
        /** Its files are damaged; an operator must act. */
        QUARANTINED
    }
}
