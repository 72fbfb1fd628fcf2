package lightrag.manager;

import java.util.Map;
import lightrag.api.WorkspaceId;

/** The settings of each workspace as they are now. */
@FunctionalInterface
interface WorkspaceSettings {

    /** By dotted name: the server's defaults with the workspace's own on top. */
    Map<String, String> of(WorkspaceId workspace);
}
