package lightrag.rest.graph;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import lightrag.api.LightRag;
import lightrag.rest.json.Json;
import lightrag.rest.json.QueryString;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.IntegerKind;
import lightrag.rest.validation.PlainText;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;

/** Names in the graph. */
@Path("/graph")
public final class GraphRoutes {
    private static final Field<Integer> POPULAR_LIMIT =
            Field.withDefault("limit", IntegerKind.lax(1, 1000), 300);
    private static final Schema POPULAR = Schema.of(POPULAR_LIMIT);

    private static final Field<String> SEARCH_TEXT = Field.required("q", TextKind.ANY);
    private static final Field<Integer> SEARCH_LIMIT =
            Field.withDefault("limit", IntegerKind.lax(1, 100), 50);
    private static final Schema SEARCH = Schema.of(SEARCH_TEXT, SEARCH_LIMIT);

    private static final Field<String> NAME = Field.required("name", TextKind.ANY);
    private static final Schema EXISTS = Schema.of(NAME);

    private final LightRag rag;

    public GraphRoutes(LightRag rag) {
        this.rag = rag;
    }

    @GET
    @Path("/label/list")
    public Response labels() {
        return names(rag.labels());
    }

    @GET
    @Path("/label/popular")
    public Response popular(@Context UriInfo uri) {
        return names(rag.popularLabels(QueryString.read(uri, POPULAR).get(POPULAR_LIMIT)));
    }

    @GET
    @Path("/label/search")
    public Response search(@Context UriInfo uri) {
        Values values = QueryString.read(uri, SEARCH);
        String text = values.get(SEARCH_TEXT);
        return names(
                PlainText.isBlank(text)
                        ? List.of()
                        : rag.searchLabels(text, values.get(SEARCH_LIMIT)));
    }

    @GET
    @Path("/entity/exists")
    public Response exists(@Context UriInfo uri) {
        boolean exists = rag.entityExists(QueryString.read(uri, EXISTS).get(NAME));
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeBooleanProperty("exists", exists);
                    json.writeEndObject();
                });
    }

    private static Response names(List<String> names) {
        return Json.ok(
                json -> {
                    json.writeStartArray();
                    names.forEach(json::writeString);
                    json.writeEndArray();
                });
    }
}
