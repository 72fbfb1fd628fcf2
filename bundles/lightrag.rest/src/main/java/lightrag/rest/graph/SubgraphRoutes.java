package lightrag.rest.graph;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import lightrag.api.KnowledgeGraph;
import lightrag.api.LightRag;
import lightrag.rest.json.Json;
import lightrag.rest.json.QueryString;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.IntegerKind;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;
import lightrag.rest.wire.GraphJson;

/** The part of the graph around an entity, or all of it. */
@Path("/graphs")
public final class SubgraphRoutes {
    private static final Field<String> LABEL = Field.required("label", TextKind.ANY);
    private static final Field<Integer> DEPTH =
            Field.withDefault("max_depth", IntegerKind.lax(1, Integer.MAX_VALUE), 3);
    private static final Field<Integer> NODES =
            Field.withDefault("max_nodes", IntegerKind.lax(1, Integer.MAX_VALUE), 1000);
    private static final Schema SUBGRAPH = Schema.of(LABEL, DEPTH, NODES);

    private final LightRag rag;

    public SubgraphRoutes(LightRag rag) {
        this.rag = rag;
    }

    @GET
    public Response subgraph(@Context UriInfo uri) {
        Values values = QueryString.read(uri, SUBGRAPH);
        KnowledgeGraph graph =
                rag.subgraph(values.get(LABEL), values.get(DEPTH), values.get(NODES));
        return Json.ok(json -> GraphJson.write(json, graph));
    }
}
