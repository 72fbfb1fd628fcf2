package lightrag.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.NotFoundException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.StorageMigration;
import lightrag.tenant.control.WorkspaceBindings;

/** Which storage and models a workspace uses, and the move to another storage or embedding. */
@Path("/workspaces/{workspace}")
public final class BindingRoutes {

    private final ControlPlane control;

    BindingRoutes(ControlPlane control) {
        this.control = control;
    }

    /** As {@link StorageMigration}, the time of the switch in milliseconds. */
    record Migration(
            String workspace,
            String from,
            String to,
            Optional<String> embeddingFrom,
            Optional<String> embeddingTo,
            StorageMigration.Phase phase,
            long rows,
            long rowsTotal,
            int behind,
            Optional<Double> switchMillis,
            Map<String, String> digests,
            boolean inStep,
            Instant started,
            Optional<Instant> ended,
            String message) {

        static Migration of(StorageMigration state) {
            return new Migration(
                    state.workspace().value(),
                    state.from(),
                    state.to(),
                    state.embeddingFrom(),
                    state.embeddingTo(),
                    state.phase(),
                    state.rows(),
                    state.rowsTotal(),
                    state.behind(),
                    state.switchTook().map(took -> took.toNanos() / 1e6),
                    state.digests(),
                    state.inStep(),
                    state.started(),
                    state.ended(),
                    state.message());
        }
    }

    /** As {@link WorkspaceBindings}. */
    record Bindings(
            String workspace,
            String storage,
            Optional<String> storageKept,
            Optional<String> embedding,
            Optional<String> embeddingKept,
            Map<String, String> settings,
            Set<String> own,
            Optional<Migration> migration) {

        static Bindings of(WorkspaceBindings bindings) {
            return new Bindings(
                    bindings.workspace().value(),
                    bindings.storageInForce(),
                    bindings.storageKept(),
                    bindings.embedding(),
                    bindings.embeddingKept(),
                    bindings.settings(),
                    bindings.own(),
                    bindings.migration().map(Migration::of));
        }
    }

    @GET
    @Path("/bindings")
    @Described(summary = "Storage and models of a workspace", answer = Bindings.class)
    public Response bindings(@PathParam("workspace") String workspace) {
        return answer(control.bindings().bindings(id(workspace)));
    }

    /**
     * Another storage or embedding model starts a migration; other models are used from the next
     * call on.
     */
    @PUT
    @Path("/bindings")
    @Described(
            summary = "Changes the storage or models of a workspace while it is used",
            answer = Bindings.class,
            body = "{\"storage\": type, \"llm\": type, \"embedding.model\": name}")
    public Response configure(@PathParam("workspace") String workspace, InputStream body) {
        BindingControl bindings = control.bindings();
        return answer(bindings.configure(id(workspace), AdminJson.texts(body)));
    }

    @GET
    @Path("/migration")
    @Described(summary = "How far a workspace's move has got", answer = Migration.class)
    public Response migration(@PathParam("workspace") String workspace) {
        WorkspaceBindings bindings = control.bindings().bindings(id(workspace));
        return AdminJson.ok(
                bindings.migration()
                        .map(Migration::of)
                        .orElseThrow(
                                () ->
                                        new NotFoundException(
                                                "Workspace "
                                                        + workspace
                                                        + " has not moved since it was opened.")));
    }

    @DELETE
    @Path("/migration")
    @Described(summary = "Cancels a copy that is under way", answer = Bindings.class)
    public Response cancel(@PathParam("workspace") String workspace) {
        return answer(control.bindings().cancel(id(workspace)));
    }

    @POST
    @Path("/migration/confirm")
    @Described(summary = "Deletes the stores that are no longer in force", answer = Bindings.class)
    public Response confirm(@PathParam("workspace") String workspace) {
        return answer(control.bindings().confirm(id(workspace)));
    }

    @POST
    @Path("/migration/back")
    @Described(summary = "Puts the former stores in force again", answer = Bindings.class)
    public Response back(@PathParam("workspace") String workspace) {
        return answer(control.bindings().back(id(workspace)));
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(workspace);
    }

    private static Response answer(WorkspaceBindings bindings) {
        return AdminJson.ok(Bindings.of(bindings));
    }
}
