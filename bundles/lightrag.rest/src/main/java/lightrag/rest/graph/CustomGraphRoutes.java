package lightrag.rest.graph;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import lightrag.api.CustomGraph;
import lightrag.api.LightRag;
import lightrag.rest.json.Json;
import lightrag.rest.json.JsonRequest;

/** Takes a graph that the caller made. An addition to the reference's routes. */
@Path("/documents/custom_kg")
public final class CustomGraphRoutes {

    private final LightRag rag;

    public CustomGraphRoutes(LightRag rag) {
        this.rag = rag;
    }

    @POST
    public Response insert(JsonRequest request) {
        CustomGraph graph = CustomGraphForm.graph(request.read(CustomGraphForm.SCHEMA));
        CustomGraph.Inserted inserted = rag.insertGraph(graph);
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "success");
                    json.writeStringProperty("message", "The knowledge graph was inserted.");
                    json.writeNumberProperty("chunks", inserted.chunks());
                    json.writeNumberProperty("entities", inserted.entities());
                    json.writeNumberProperty("relationships", inserted.relations());
                    json.writeEndObject();
                });
    }
}
