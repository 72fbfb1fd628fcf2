package lightrag.admin;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.BindingControl;

/** Storage bindings that are installed, and taking one away for a while. */
@Path("/storages")
public final class StorageRoutes {

    private final ControlPlane control;

    StorageRoutes(ControlPlane control) {
        this.control = control;
    }

    /**
     * @param storages open workspaces by the type of their stores
     */
    record Storages(Map<String, List<String>> storages) {

        static Storages of(BindingControl bindings) {
            Map<String, List<String>> names = new TreeMap<>();
            bindings.storages()
                    .forEach(
                            (type, on) ->
                                    names.put(type, on.stream().map(WorkspaceId::value).toList()));
            return new Storages(names);
        }
    }

    @GET
    @Described(summary = "Storage bindings and the workspaces on them", answer = Storages.class)
    public Response storages() {
        return AdminJson.ok(Storages.of(control.bindings()));
    }

    /** Workspaces on it are answered 503 until it is started again. */
    @POST
    @Path("/{type}/stop")
    @Described(
            summary = "Stops a storage binding; while it is in use only with force=true",
            answer = Storages.class)
    public Response stop(
            @PathParam("type") String type,
            @QueryParam("force") @DefaultValue("false") boolean force) {
        BindingControl bindings = control.bindings();
        bindings.stopStorage(type, force);
        return AdminJson.ok(Storages.of(bindings));
    }

    @POST
    @Path("/{type}/start")
    @Described(summary = "Starts a stopped storage binding again", answer = Storages.class)
    public Response start(@PathParam("type") String type) {
        BindingControl bindings = control.bindings();
        bindings.startStorage(type);
        return AdminJson.ok(Storages.of(bindings));
    }
}
