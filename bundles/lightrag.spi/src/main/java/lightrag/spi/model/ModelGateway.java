package lightrag.spi.model;

import java.util.Map;
import lightrag.api.WorkspaceId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Gives each workspace its models and keeps all workspaces together within each provider's limits:
 * interactive calls first, then a fair share for each workspace.
 */
@ProviderType
public interface ModelGateway {

    /**
     * @param properties the workspace's settings by dotted name, over the server's
     * @throws lightrag.api.UnavailableException a configured binding is not installed at the moment
     */
    WorkspaceModels open(WorkspaceId workspace, Map<String, String> properties);

    /**
     * Counters of every workspace that was open since the gateway started, by workspace and role
     * name as in {@link WorkspaceModels#statistics}. Totals only ever rise: closing and opening a
     * workspace again does not reset them.
     */
    Map<WorkspaceId, Map<String, Map<String, Long>>> statistics();
}
