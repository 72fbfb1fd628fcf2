package lightrag.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import lightrag.tenant.control.RagManager;
import lightrag.tenant.control.WorkspaceState;

/** Workspaces of this server and the leases on them. */
@Path("/workspaces")
public final class WorkspaceRoutes {

    private final ControlPlane control;

    WorkspaceRoutes(ControlPlane control) {
        this.control = control;
    }

    record Workspaces(List<Workspace> workspaces, Map<String, Long> gauges) {}

    /** As {@link WorkspaceState}, the name a plain text. */
    record Workspace(
            String workspace,
            WorkspaceState.State state,
            int leases,
            java.util.Optional<String> engineVersion,
            java.util.Optional<java.time.Instant> lastUsed,
            java.util.Optional<String> problem) {

        static Workspace of(WorkspaceState state) {
            return new Workspace(
                    state.workspace().value(),
                    state.state(),
                    state.leases(),
                    state.engineVersion(),
                    state.lastUsed(),
                    state.problem());
        }
    }

    @GET
    @Described(summary = "Workspaces, their engines and leases", answer = Workspaces.class)
    public Response workspaces() {
        RagManager manager = control.manager();
        return AdminJson.ok(
                new Workspaces(
                        manager.workspaces().stream().map(Workspace::of).toList(),
                        manager.gauges()));
    }
}
