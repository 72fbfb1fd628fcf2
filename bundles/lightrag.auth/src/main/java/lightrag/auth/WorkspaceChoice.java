package lightrag.auth;

import java.util.Optional;
import lightrag.api.DeniedException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;

/** Which workspace a request is for when its caller, a header and the path may each name one. */
final class WorkspaceChoice {

    static final String HEADER = "LIGHTRAG-WORKSPACE";

    private WorkspaceChoice() {}

    /**
     * @param header value of {@link #HEADER}
     * @param prefix name within {@code /t/<name>/}
     * @throws lightrag.api.InvalidInputException a name that no workspace can have
     * @throws DeniedException the names disagree, or the caller may not name another workspace
     */
    static Tenant choose(Tenant caller, Optional<String> header, Optional<String> prefix) {
        Optional<WorkspaceId> named = named(header, prefix);
        WorkspaceId workspace = named.orElse(caller.workspace());
        if (!workspace.equals(caller.workspace()) && !caller.role().covers(Role.ADMIN)) {
            throw new DeniedException("Your credentials are for another workspace.");
        }
        return new Tenant(workspace, caller.user(), caller.role());
    }

    /** The workspace that header and prefix name together, whoever calls. */
    static Optional<WorkspaceId> named(Optional<String> header, Optional<String> prefix) {
        Optional<WorkspaceId> byHeader =
                header.map(String::strip).filter(text -> !text.isEmpty()).map(WorkspaceId::new);
        Optional<WorkspaceId> byPrefix = prefix.map(WorkspaceId::new);
        if (byHeader.isPresent() && byPrefix.isPresent() && !byHeader.equals(byPrefix)) {
            throw new DeniedException(
                    "The header " + HEADER + " and the path name different workspaces.");
        }
        return byHeader.or(() -> byPrefix);
    }
}
