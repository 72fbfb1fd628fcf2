package lightrag.rest.query;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import lightrag.api.LightRag;
import lightrag.api.QueryAnswer;
import lightrag.api.QueryData;
import lightrag.rest.json.Json;
import lightrag.rest.json.JsonRequest;
import lightrag.rest.validation.InvalidRequestException;
import lightrag.rest.wire.QueryJson;
import lightrag.rest.wire.QueryJson.ChunkContent;
import tools.jackson.core.JsonGenerator;

/** Questions answered in one piece, and retrieval alone. */
@Path("/query")
public final class QueryRoutes {
    private final LightRag rag;

    public QueryRoutes(LightRag rag) {
        this.rag = rag;
    }

    @POST
    public Response query(JsonRequest request) {
        QueryForm form = new QueryForm(request.read(QueryForm.SCHEMA));
        long start = System.nanoTime();
        QueryAnswer answer = rag.query(form.param(false));
        return Json.ok(json -> writeAnswer(json, form, answer, start));
    }

    private static void writeAnswer(
            JsonGenerator json, QueryForm form, QueryAnswer answer, long start) {
        json.writeStartObject();
        json.writeStringProperty("response", answer.text());
        json.writeName("references");
        if (form.includeReferences()) {
            QueryJson.writeReferences(json, answer.data(), content(form, ChunkContent.NULL));
        } else {
            json.writeNull();
        }
        writeEnd(json, start, answer.generatedByModel());
    }

    private static void writeEnd(JsonGenerator json, long start, boolean generated) {
        json.writeNumberProperty("response_time", secondsSince(start));
        json.writeBooleanProperty("llm_generated", generated);
        json.writeEndObject();
    }

    @POST
    @Path("/data")
    public Response data(JsonRequest request) {
        try {
            QueryForm form = new QueryForm(request.read(QueryForm.SCHEMA));
            QueryData data = rag.data(form.param(false));
            return Json.ok(json -> QueryJson.write(json, data));
        } catch (InvalidRequestException invalid) {
            return refused(invalid);
        }
    }

    /** This route alone has a shape of its own for requests it can't read. */
    private static Response refused(InvalidRequestException invalid) {
        String problems =
                invalid.problems().stream()
                        .map(problem -> problem.path() + ": " + problem.message())
                        .collect(Collectors.joining("; "));
        return Json.response(
                400,
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "failure");
                    json.writeStringProperty("message", "Validation error: " + problems);
                    json.writeObjectPropertyStart("data");
                    json.writeEndObject();
                    json.writeObjectPropertyStart("metadata");
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    /**
     * @param otherwise how references look without their chunks' texts
     */
    static ChunkContent content(QueryForm form, ChunkContent otherwise) {
        return form.includeChunkContent() ? ChunkContent.LISTED : otherwise;
    }

    /** With milliseconds. */
    static double secondsSince(long startNanos) {
        return Math.round((System.nanoTime() - startNanos) / 1e6) / 1e3;
    }
}
