package lightrag.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lightrag.tenant.control.WorkspaceState;

/**
 * What is not as it should be: bundles that don't run, components that wait and for what,
 * workspaces that can't be opened.
 */
@Path("/health")
public final class HealthRoutes {

    private final ControlPlane control;
    private final ComponentHealth components;

    HealthRoutes(ControlPlane control, ComponentHealth components) {
        this.control = control;
        this.components = components;
    }

    /**
     * @param status {@code up}, {@code degraded} (something waits or failed, others are served) or
     *     {@code down} (nobody is served)
     * @param lacks what keeps the server from serving
     * @param troubles workspaces with a problem, and what it is
     * @param workspaces number by state
     */
    record Health(
            String status,
            List<String> lacks,
            List<ComponentHealth.BundleHealth> bundles,
            List<ComponentHealth.Waiting> components,
            Map<String, Integer> workspaces,
            Map<String, String> troubles) {}

    @GET
    @Described(
            summary = "State of every bundle, component and workspace that is not well",
            answer = Health.class)
    public Response health() {
        List<String> lacks = control.lacks();
        List<ComponentHealth.BundleHealth> bundles = components.bundles();
        List<ComponentHealth.Waiting> waiting = components.waiting();
        Map<String, Integer> states = new TreeMap<>();
        Map<String, String> troubles = new TreeMap<>();
        for (WorkspaceState one : workspaces()) {
            states.merge(one.state().name(), 1, Integer::sum);
            one.problem().ifPresent(problem -> troubles.put(one.workspace().value(), problem));
        }
        boolean well =
                waiting.isEmpty()
                        && troubles.isEmpty()
                        && bundles.stream().allMatch(ComponentHealth.BundleHealth::well);
        String status = lacks.isEmpty() ? well ? "up" : "degraded" : "down";
        return AdminJson.ok(new Health(status, lacks, bundles, waiting, states, troubles));
    }

    private List<WorkspaceState> workspaces() {
        return control.lacks().isEmpty() ? control.manager().workspaces() : List.of();
    }
}
