package lightrag.tenant.control;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lightrag.api.WorkspaceId;

/**
 * Open workspaces that were to change their engine.
 *
 * @param moved new calls and background work are on the new engine
 * @param kept stayed where they were, and why
 */
public record Handover(Set<WorkspaceId> moved, Map<WorkspaceId, String> kept) {

    public Handover {
        moved = Collections.unmodifiableSet(new TreeSet<>(moved));
        kept = Collections.unmodifiableMap(new TreeMap<>(kept));
    }
}
