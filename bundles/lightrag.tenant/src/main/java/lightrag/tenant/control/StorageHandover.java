package lightrag.tenant.control;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import lightrag.api.WorkspaceId;

/**
 * Open workspaces whose stores were to be opened by another version of their storage binding.
 *
 * @param moved how long calls waited there
 * @param kept stayed with the version they had, and why
 */
public record StorageHandover(Map<WorkspaceId, Duration> moved, Map<WorkspaceId, String> kept) {

    public StorageHandover {
        moved = Collections.unmodifiableMap(new TreeMap<>(moved));
        kept = Collections.unmodifiableMap(new TreeMap<>(kept));
    }

    /** The longest time that calls on one workspace waited. */
    public Duration longest() {
        return moved.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
