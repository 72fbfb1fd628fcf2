package lightrag.admin;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lightrag.api.InvalidInputException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.Deployment;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.EngineVersion;
import lightrag.tenant.control.FleetPlan;
import lightrag.tenant.control.Handover;
import tools.jackson.databind.JsonNode;

/** Engine versions: which there are, which serve whom, and changing that. */
@Path("/engines")
public final class EngineRoutes {

    /** A handover takes as long as documents in work need to reach a safe point. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ControlPlane control;

    EngineRoutes(ControlPlane control) {
        this.control = control;
    }

    record Plan(
            Optional<String> active,
            Optional<String> previous,
            Map<String, String> assigned,
            Optional<FleetPlan.Share> share,
            boolean unconfirmed) {

        static Plan of(FleetPlan plan) {
            Map<String, String> assigned = new TreeMap<>();
            plan.assigned()
                    .forEach((workspace, version) -> assigned.put(workspace.value(), version));
            return new Plan(
                    plan.active(), plan.previous(), assigned, plan.share(), plan.unconfirmed());
        }
    }

    record Engines(Plan plan, List<EngineVersion> versions) {}

    record Moved(List<String> moved, Map<String, String> kept, Plan plan) {}

    @GET
    @Described(summary = "Engine versions and which serves whom", answer = Engines.class)
    public Response engines() {
        EngineFleet fleet = control.fleet();
        return AdminJson.ok(new Engines(Plan.of(fleet.plan()), fleet.versions()));
    }

    @POST
    @Path("/{version}/activate")
    @Described(
            summary = "Lets a version serve all workspaces that are not assigned",
            answer = Moved.class)
    public Response activate(
            @PathParam("version") String version,
            @QueryParam("migrate") @DefaultValue("false") boolean migrate) {
        EngineFleet fleet = control.fleet();
        return moved(fleet, fleet.activate(version, migrate));
    }

    /** The storage format of the active version stays: there is no way back any more. */
    @POST
    @Path("/confirm")
    @Described(
            summary = "Deletes the stores of the former storage format; no way back from then on",
            answer = Plan.class)
    public Response confirm() {
        EngineFleet fleet = control.fleet();
        fleet.confirm();
        return AdminJson.ok(Plan.of(fleet.plan()));
    }

    /** Body: {@code {"workspaces": [names]}} or {@code {"percent": 0..100}}. */
    @POST
    @Path("/{version}/assign")
    @Described(
            summary = "Gives a version named workspaces, or a share of all",
            answer = Moved.class,
            body = "{\"workspaces\": [names]} or {\"percent\": 0 to 100}")
    public Response assign(@PathParam("version") String version, InputStream body) {
        EngineFleet fleet = control.fleet();
        JsonNode wish = AdminJson.object(body);
        if (wish.has("percent") == wish.has("workspaces")) {
            throw new InvalidInputException("body", "Name either workspaces or a percent of them.");
        }
        return moved(
                fleet,
                wish.has("percent")
                        ? fleet.assignShare(version, wish.path("percent").asInt(-1))
                        : fleet.assign(version, workspaces(wish)));
    }

    /** Body: {@code {"workspaces": [names]}}. */
    @POST
    @Path("/release")
    @Described(
            summary = "Lets workspaces follow the active version again",
            answer = Moved.class,
            body = "{\"workspaces\": [names]}")
    public Response release(InputStream body) {
        EngineFleet fleet = control.fleet();
        return moved(fleet, fleet.release(workspaces(AdminJson.object(body))));
    }

    /** Body: nothing, or {@code {"reason": text}}. */
    @POST
    @Path("/rollback")
    @Described(summary = "Lets the version before serve again", answer = Deployment.class)
    public Response rollback() {
        Deployment outcome = control.deployments().rollback("asked for by an operator");
        return AdminJson.ok(outcome);
    }

    private static Set<WorkspaceId> workspaces(JsonNode wish) {
        Set<WorkspaceId> names = new TreeSet<>();
        for (JsonNode name : wish.path("workspaces")) {
            names.add(new WorkspaceId(name.asString()));
        }
        if (names.isEmpty()) {
            throw new InvalidInputException("workspaces", "Name at least one workspace.");
        }
        return names;
    }

    private static Response moved(EngineFleet fleet, CompletionStage<Handover> change) {
        Handover handover = await(change);
        Map<String, String> kept = new TreeMap<>();
        handover.kept().forEach((workspace, reason) -> kept.put(workspace.value(), reason));
        return AdminJson.ok(
                new Moved(
                        handover.moved().stream().map(WorkspaceId::value).toList(),
                        kept,
                        Plan.of(fleet.plan())));
    }

    private static Handover await(CompletionStage<Handover> change) {
        try {
            return change.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException(
                    "The change is in force for new calls; some work has not reached a safe point.",
                    Duration.ofSeconds(10),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The call was cancelled.", Duration.ofSeconds(2));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
