package lightrag.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import lightrag.tenant.control.SettingsState;

/** All configurations of the server, and their changes while it runs. */
@Path("/settings")
public final class SettingsRoutes {

    private final ControlPlane control;

    SettingsRoutes(ControlPlane control) {
        this.control = control;
    }

    record Configurations(List<String> configurations) {}

    @GET
    @Described(summary = "Names of all configurations", answer = Configurations.class)
    public Response configurations() {
        return AdminJson.ok(new Configurations(control.settings().pids()));
    }

    @GET
    @Path("/{configuration}")
    @Described(
            summary = "Settings in force and where each comes from; secrets are hidden",
            answer = SettingsState.class)
    public Response settings(@PathParam("configuration") String pid) {
        return AdminJson.ok(control.settings().settings(pid));
    }

    /** What an operator's file sets can't be changed here. */
    @PUT
    @Path("/{configuration}")
    @Described(
            summary = "Changes settings while the server runs; an empty value takes a change away",
            answer = SettingsState.class,
            body = "{\"gateway.queue.max\": number}")
    public Response change(@PathParam("configuration") String pid, InputStream body) {
        return AdminJson.ok(control.settings().change(pid, AdminJson.texts(body)));
    }
}
