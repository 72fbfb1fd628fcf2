package lightrag.tenant;

import lightrag.api.WorkspaceId;

/**
 * On whose behalf a piece of work runs.
 *
 * @param user name for logs; {@code system} for work the server starts by itself, {@code anonymous}
 *     in open mode
 */
public record Tenant(WorkspaceId workspace, String user, Role role) {

    /** The server itself, for instance when it resumes work at start. */
    public static Tenant system(WorkspaceId workspace) {
        return new Tenant(workspace, "system", Role.ADMIN);
    }
}
