package lightrag.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The description of the routes here, for those who may call them. */
@Path("/openapi.json")
public final class DocumentRoutes {

    private final Map<String, Object> document;

    /**
     * @param routes resource classes beside this one
     */
    DocumentRoutes(List<Class<?>> routes) {
        this.document =
                AdminDocument.of(
                        Stream.concat(routes.stream(), Stream.of(DocumentRoutes.class)).toList());
    }

    @GET
    @Described(summary = "This description", answer = Map.class)
    public Response describe() {
        return AdminJson.ok(document);
    }
}
