package lightrag.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import lightrag.rest.json.Json;

/** The entrance: leads to the web pages, else to the API page, else says what this is. */
@Path("/")
public final class RootRoutes {
    private static final String WORKSPACE_PREFIX = "lightrag.prefix";

    private final Supplier<RestConfig> settings;
    private final PageEntries pages;

    RootRoutes(Supplier<RestConfig> settings, PageEntries pages) {
        this.settings = settings;
        this.pages = pages;
    }

    @GET
    public Response root(@Context ContainerRequestContext request) {
        RestConfig config = settings.get();
        String prefix = prefix(config.lightrag_api_prefix()) + workspacePrefix(request);
        if (config.lightrag_default_ui().equals("workspace")) {
            return pages.workspace() ? redirect(prefix + "/workspace/") : description(prefix);
        }
        return pages.webui() ? redirect(prefix + "/webui/") : withoutPages(config, prefix);
    }

    /** Only asked while nobody serves that page: a servlet of its own comes before the routes. */
    @GET
    @Path("webui")
    public Response webui(@Context ContainerRequestContext request) {
        RestConfig config = settings.get();
        return withoutPages(
                config, prefix(config.lightrag_api_prefix()) + workspacePrefix(request));
    }

    /** As {@link #webui}. */
    @GET
    @Path("workspace")
    public Response workspace(@Context ContainerRequestContext request) {
        return description(prefix(settings.get().lightrag_api_prefix()) + workspacePrefix(request));
    }

    private static Response withoutPages(RestConfig config, String prefix) {
        return config.enable_api_docs() ? redirect(prefix + "/docs") : description(prefix);
    }

    /**
     * The part of the path that chose a workspace, which the room that authenticates has taken off.
     */
    private static String workspacePrefix(ContainerRequestContext request) {
        return request.getProperty(WORKSPACE_PREFIX) instanceof String prefix ? prefix : "";
    }

    /** People write it with and without slashes at its ends. */
    private static String prefix(String written) {
        String bare = written.strip().replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : "/" + bare;
    }

    /** Built by hand: JAX-RS would make the location absolute, which breaks behind proxies. */
    private static Response redirect(String path) {
        return Response.status(307).header(HttpHeaders.LOCATION, path).build();
    }

    private static Response description(String prefix) {
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "healthy");
                    json.writeStringProperty("service", "LightRAG Server");
                    json.writeStringProperty("api_version", HealthRoutes.API_VERSION);
                    json.writeStringProperty(
                            "message", "This server has no web pages; use the API.");
                    json.writeStringProperty("health_url", prefix + "/health");
                    json.writeEndObject();
                });
    }
}
