package lightrag.tenant.control;

import java.util.List;
import java.util.Map;
import lightrag.api.WorkspaceId;
import org.osgi.annotation.versioning.ProviderType;

/** Registry of engines, one a workspace, opened when first asked for and closed when idle. */
@ProviderType
public interface RagManager {

    /**
     * Borrows the engine of a workspace, opening it when needed. The lease must be closed; an
     * engine is closed only when its last lease has ended.
     *
     * @throws lightrag.api.UnavailableException it can't be opened at the moment; says why and when
     *     to try again
     * @throws lightrag.api.ConflictException its files belong to another process or another
     *     embedding model
     */
    LightRagLease acquire(WorkspaceId workspace);

    /** Workspaces known to this server: open, quarantined or with a folder. */
    List<WorkspaceState> workspaces();

    /** Counters: open engines, leases, opens, closes, failures, evictions, waiting. */
    Map<String, Long> gauges();

    /**
     * What each workspace used of its models since the server started, by workspace, role ({@code
     * extract}, {@code query}, {@code embedding}, …) and counter ({@code prompt_tokens}, {@code
     * completed_total}, {@code running}, …).
     */
    Map<WorkspaceId, Map<String, Map<String, Long>>> modelUse();
}
