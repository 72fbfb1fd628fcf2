package lightrag.gateway;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Limits over all workspaces.
 *
 * @param providerMax calls at a time to one provider over all roles; absent = only each role's own
 *     width counts
 * @param queueMax calls of one workspace and role that may wait; more are refused
 * @param providerWait how long a call waits for a binding that was there before, as while it is
 *     being replaced
 */
record GatewayLimits(OptionalInt providerMax, int queueMax, Duration providerWait) {

    static final GatewayLimits DEFAULT =
            new GatewayLimits(OptionalInt.empty(), 50_000, Duration.ofSeconds(10));
}
