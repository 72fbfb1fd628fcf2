package lightrag.rest.document;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import lightrag.api.LightRag;
import lightrag.api.NotFoundException;
import lightrag.api.PipelineStatus;
import lightrag.api.ScanStart;
import lightrag.api.ScanStatus;
import lightrag.api.TrackId;
import lightrag.rest.json.Json;
import lightrag.rest.wire.PipelineJson;
import tools.jackson.core.JsonGenerator;

/** Starts, stops and watches what runs in the background. */
@Path("/documents")
public final class PipelineRoutes {

    /** Formats that keep their structure when parsed; the others are read as plain text. */
    private static final List<String> STRUCTURED = List.of(".docx", ".md", ".textpack");

    private final LightRag rag;

    public PipelineRoutes(LightRag rag) {
        this.rag = rag;
    }

    @GET
    @Path("/pipeline_status")
    public Response status() {
        PipelineStatus status = rag.pipelineStatus();
        return Json.ok(json -> PipelineJson.write(json, status));
    }

    @POST
    @Path("/scan")
    public Response scan() {
        ScanStart start = rag.scan();
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty(
                            "status",
                            start.started()
                                    ? "scanning_started"
                                    : "scanning_skipped_pipeline_busy");
                    json.writeStringProperty("message", start.message());
                    json.writeStringProperty("track_id", start.trackId().value());
                    json.writeEndObject();
                });
    }

    @GET
    @Path("/scan/status/{track_id}")
    public Response scanStatus(@PathParam("track_id") String trackId) {
        ScanStatus status =
                rag.scanStatus(new TrackId(trackId))
                        .orElseThrow(
                                () ->
                                        new NotFoundException(
                                                "There is no scan with this track id, or it is forgotten."));
        return Json.ok(json -> PipelineJson.write(json, status));
    }

    @POST
    @Path("/reprocess_failed")
    public Response reprocess() {
        rag.reprocessFailed();
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "reprocessing_started");
                    json.writeStringProperty(
                            "message",
                            "Failed documents are tried once more when the pipeline is idle; they keep their track id.");
                    json.writeStringProperty("track_id", "");
                    json.writeEndObject();
                });
    }

    @POST
    @Path("/cancel_pipeline")
    public Response cancel() {
        return rag.cancelPipeline()
                ? DocumentRoutes.outcome(
                        "cancellation_requested",
                        "The job stops soon; documents it was working on will be failed.")
                : DocumentRoutes.outcome("not_busy", "No job is running.");
    }

    @GET
    @Path("/supported_file_types")
    public Response fileTypes() {
        List<String> suffixes = rag.supportedFileTypes();
        List<String> structured = suffixes.stream().filter(STRUCTURED::contains).toList();
        List<String> plain =
                suffixes.stream().filter(suffix -> !suffix.equals(".textpack")).toList();
        Response response =
                Json.ok(
                        json -> {
                            json.writeStartObject();
                            writeList(json, "supported_extensions", suffixes);
                            json.writeObjectPropertyStart("engines");
                            writeList(json, "legacy", plain);
                            writeList(json, "native", structured);
                            json.writeEndObject();
                            json.writeEndObject();
                        });
        return Response.fromResponse(response)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, "LIGHTRAG-WORKSPACE, Origin")
                .build();
    }

    private static void writeList(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
