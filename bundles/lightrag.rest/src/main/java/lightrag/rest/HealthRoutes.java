package lightrag.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.function.Supplier;
import lightrag.api.EngineStatus;
import lightrag.api.LightRag;
import lightrag.rest.json.Json;
import lightrag.rest.wire.HealthJson;

/**
 * Whether the server is well. Anyone may know that it lives; what the caller's workspace does is
 * told only to callers who are known, and only then is a workspace asked at all.
 */
@Path("/health")
public final class HealthRoutes {

    /** The reference's version whose contract this is; clients check it. */
    static final String CORE_VERSION = "1.5.7";

    static final String API_VERSION = "0344";

    /** Set by the room that authenticates: {@code enabled} where people log in. */
    private static final String AUTH_MODE = "lightrag.auth_mode";

    private final LightRag rag;
    private final Supplier<RestConfig> settings;
    private final PageEntries pages;

    HealthRoutes(LightRag rag, Supplier<RestConfig> settings, PageEntries pages) {
        this.rag = rag;
        this.settings = settings;
        this.pages = pages;
    }

    @GET
    public Response health(
            @Context ContainerRequestContext request, @Context SecurityContext security) {
        RestConfig config = settings.get();
        String authMode = request.getProperty(AUTH_MODE) instanceof String mode ? mode : "disabled";
        HealthJson.Server server =
                new HealthJson.Server(
                        authMode,
                        CORE_VERSION,
                        API_VERSION,
                        pages.webui(),
                        pages.workspace(),
                        config.enable_api_docs(),
                        ifSet(config.webui_title()),
                        ifSet(config.webui_description()),
                        config.enable_ai_content_notice());
        Optional<EngineStatus> status =
                security.getUserPrincipal() != null ? Optional.of(rag.status()) : Optional.empty();
        return Json.ok(json -> HealthJson.write(json, server, status));
    }

    private static Optional<String> ifSet(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
