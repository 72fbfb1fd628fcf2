package lightrag.rest.query;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import lightrag.api.LightRag;
import lightrag.api.LightRagException;
import lightrag.api.QueryAnswer;
import lightrag.api.QueryData;
import lightrag.api.QueryStream;
import lightrag.rest.json.JsonRequest;
import lightrag.rest.json.LineStream;
import lightrag.rest.json.SpacedJson;
import lightrag.rest.wire.QueryJson;
import lightrag.rest.wire.QueryJson.ChunkContent;

/**
 * Questions answered piece by piece, one JSON object a line. Without progress, retrieval runs
 * before the response starts, so that its failures have status codes; with progress every failure
 * is a line.
 */
@Path("/query/stream")
public final class QueryStreamRoutes {
    private final LightRag rag;

    public QueryStreamRoutes(LightRag rag) {
        this.rag = rag;
    }

    @POST
    public Response stream(JsonRequest request) {
        QueryForm form = new QueryForm(request.read(QueryForm.SCHEMA));
        if (form.includeProgress()) {
            return LineStream.response(SpacedJson.ASCII, lines -> writeWithProgress(form, lines));
        }
        return form.streamed() ? answerInPieces(form) : answerAtOnce(form);
    }

    /**
     * The stream belongs to the response from here on, which closes it also when the client goes
     * away.
     */
    private Response answerInPieces(QueryForm form) {
        QueryStream answer = rag.stream(form.param(true), step -> {});
        return LineStream.response(
                SpacedJson.ASCII,
                lines -> {
                    try (answer) {
                        writeAnswer(form, answer, lines);
                    } catch (LightRagException e) {
                        writeError(e, lines);
                    }
                });
    }

    private Response answerAtOnce(QueryForm form) {
        QueryAnswer answer = rag.query(form.param(false));
        return LineStream.response(
                SpacedJson.ASCII,
                lines ->
                        writeWhole(
                                form,
                                answer.text(),
                                answer.generatedByModel(),
                                answer.data(),
                                lines));
    }

    private void writeWithProgress(QueryForm form, LineStream lines) {
        long start = System.nanoTime();
        try (QueryStream answer =
                rag.stream(form.param(form.streamed()), step -> writeStep(step, lines))) {
            writeAnswer(form, answer, lines);
        } catch (LightRagException e) {
            writeError(e, lines); // the last line
            return;
        }
        lines.write(
                json -> {
                    json.writeStartObject();
                    json.writeNumberProperty("response_time", QueryRoutes.secondsSince(start));
                    json.writeEndObject();
                });
    }

    private static void writeStep(String step, LineStream lines) {
        lines.write(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("progress", step);
                    json.writeEndObject();
                });
    }

    private static void writeAnswer(QueryForm form, QueryStream answer, LineStream lines) {
        if (!answer.live() || !form.streamed()) {
            writeWhole(form, joined(answer), answer.generatedByModel(), answer.data(), lines);
            return;
        }
        if (form.includeReferences()) {
            lines.write(
                    json -> {
                        json.writeStartObject();
                        json.writeName("references");
                        QueryJson.writeReferences(
                                json,
                                answer.data(),
                                QueryRoutes.content(form, ChunkContent.ABSENT));
                        json.writeEndObject();
                    });
        }
        while (answer.hasNext()) {
            writePiece(answer.next(), lines);
        }
    }

    private static void writePiece(String piece, LineStream lines) {
        if (!piece.isEmpty()) {
            lines.write(
                    json -> {
                        json.writeStartObject();
                        json.writeStringProperty("response", piece);
                        json.writeEndObject();
                    });
        }
    }

    static String joined(QueryStream answer) {
        StringBuilder text = new StringBuilder();
        answer.forEachRemaining(text::append);
        return text.toString();
    }

    private static void writeWhole(
            QueryForm form, String text, boolean generated, QueryData data, LineStream lines) {
        lines.write(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("response", text);
                    json.writeBooleanProperty("llm_generated", generated);
                    if (form.includeReferences()) {
                        json.writeName("references");
                        QueryJson.writeReferences(
                                json, data, QueryRoutes.content(form, ChunkContent.ABSENT));
                    }
                    json.writeEndObject();
                });
    }

    private static void writeError(LightRagException failure, LineStream lines) {
        lines.write(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("error", String.valueOf(failure.getMessage()));
                    json.writeEndObject();
                });
    }
}
