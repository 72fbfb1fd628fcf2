package lightrag.admin;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.Deployment;
import org.jspecify.annotations.Nullable;

/** Storage bindings that are installed, and taking one away for a while. */
@Path("/storages")
public final class StorageRoutes {

    private final ControlPlane control;

    StorageRoutes(ControlPlane control) {
        this.control = control;
    }

    /**
     * @param storages open workspaces by the type of their stores
     * @param versions of the bundles that open them, by type
     */
    record Storages(Map<String, List<String>> storages, Map<String, String> versions) {

        static Storages of(BindingControl bindings) {
            Map<String, List<String>> names = new TreeMap<>();
            bindings.storages()
                    .forEach(
                            (type, on) ->
                                    names.put(type, on.stream().map(WorkspaceId::value).toList()));
            return new Storages(names, bindings.storageVersions());
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

    /** The jar comes as to {@code POST /admin/bundles}. */
    @POST
    @Path("/{type}/update")
    @Described(
            summary = "Replaces a storage binding's bundle while it is in use; 422 when refused",
            answer = Deployment.class,
            body = "application/java-archive")
    public Response update(
            @PathParam("type") String type,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @QueryParam("name") @Nullable String name,
            InputStream body)
            throws IOException {
        return DeployBody.answer(
                contentType,
                name,
                body,
                (fileName, jar) -> control.deployments().updateStorage(type, fileName, jar));
    }
}
