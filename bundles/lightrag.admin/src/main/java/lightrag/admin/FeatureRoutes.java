package lightrag.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import lightrag.tenant.control.FeatureState;

/** Features of the server: which are there, and bringing them in and out. */
@Path("/features")
public final class FeatureRoutes {

    private final ControlPlane control;

    FeatureRoutes(ControlPlane control) {
        this.control = control;
    }

    record AllFeatures(List<FeatureState> features) {}

    @GET
    @Described(summary = "Features and whether they are installed", answer = AllFeatures.class)
    public Response features() {
        return AdminJson.ok(new AllFeatures(control.features().features()));
    }

    @POST
    @Path("/{name}")
    @Described(summary = "Installs a feature, until the server stops", answer = FeatureState.class)
    public Response install(@PathParam("name") String name) {
        return AdminJson.ok(control.features().install(name));
    }

    @DELETE
    @Path("/{name}")
    @Described(
            summary = "Removes a feature until the server stops; in use only with force=true",
            answer = FeatureState.class)
    public Response remove(
            @PathParam("name") String name,
            @QueryParam("force") @DefaultValue("false") boolean force) {
        return AdminJson.ok(control.features().remove(name, force));
    }
}
