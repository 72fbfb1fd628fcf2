package lightrag.tenant.control;

import java.util.Optional;

/**
 * One installed engine version.
 *
 * @param bundleId of the bundle it comes from
 * @param workspaces that it is open for, draining ones included
 * @param leases running on it now
 * @param calls since it was installed
 * @param errors calls of these that failed by a fault of the server, not of the caller
 * @param latencyMillis 95th percentile of recent calls
 * @param barred why it may not serve
 */
public record EngineVersion(
        String version,
        long bundleId,
        State state,
        int storageFormat,
        int workspaces,
        int leases,
        long calls,
        long errors,
        long latencyMillis,
        Optional<String> barred) {

    public enum State {
        /** Serves all workspaces that are not assigned elsewhere. */
        ACTIVE,
        /** Serves the workspaces assigned to it. */
        ASSIGNED,
        /** Installed, serves nobody by plan. */
        STANDBY,
        /** Ends the calls it still has. */
        DRAINING,
        /** May serve nobody. */
        BARRED
    }
}
