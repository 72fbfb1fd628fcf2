package lightrag.rest.graph;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import lightrag.api.ExportFormat;
import lightrag.api.LightRag;
import lightrag.rest.json.QueryString;
import lightrag.rest.validation.ChoiceKind;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.Schema;

/** The whole graph as a file, written while it is read. An addition to the reference's routes. */
@Path("/graphs/export")
public final class ExportRoutes {
    private static final Field<ExportFormat> FORMAT =
            Field.withDefault(
                    "format",
                    ChoiceKind.literal(List.of(ExportFormat.values()), ExportFormat::wire),
                    ExportFormat.CSV);
    private static final Schema EXPORT = Schema.of(FORMAT);

    private final LightRag rag;

    public ExportRoutes(LightRag rag) {
        this.rag = rag;
    }

    @GET
    public Response export(@Context UriInfo uri) {
        ExportFormat format = QueryString.read(uri, EXPORT).get(FORMAT);
        StreamingOutput body = out -> rag.export(format, out);
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, format.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"knowledge-graph." + format.wire() + "\"")
                .build();
    }
}
