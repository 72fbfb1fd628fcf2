package lightrag.rest.wire;

import java.util.List;
import java.util.Map;
import lightrag.api.PipelineStatus;
import lightrag.api.ScanStatus;
import tools.jackson.core.JsonGenerator;

/** What runs in the background. */
public final class PipelineJson {

    /** Stores the reference reports reload flags for; ours never need a reload. */
    private static final List<String> NAMESPACES =
            List.of(
                    "full_docs",
                    "text_chunks",
                    "full_entities",
                    "full_relations",
                    "entity_chunks",
                    "relation_chunks",
                    "entities",
                    "relationships",
                    "chunks",
                    "chunk_entity_relation",
                    "llm_response_cache",
                    "doc_status");

    private static final List<String> SAMPLES = List.of("processed", "warning", "error");

    private PipelineJson() {}

    /** The response of {@code /documents/pipeline_status}. */
    public static void write(JsonGenerator json, PipelineStatus status) {
        json.writeStartObject();
        writeJob(json, status);
        json.writeObjectPropertyStart("update_status");
        for (String namespace : NAMESPACES) {
            json.writeArrayPropertyStart(namespace);
            json.writeBoolean(false);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeBooleanProperty("recovery_required", false);
        json.writeNullProperty("recovery_kind");
        json.writeNullProperty("recovery_message");
        json.writeBooleanProperty("destructive_busy", status.destructiveBusy());
        json.writeBooleanProperty("scanning", status.scanning());
        json.writeBooleanProperty("scanning_exclusive", status.scanningExclusive());
        json.writeNumberProperty("pending_enqueues", status.pendingEnqueues());
        json.writeBooleanProperty("cancellation_requested", status.cancellationRequested());
        WireText.writeOrNull(json, "cancellation_reason", status.cancellationReason());
        json.writeNullProperty("cancellation_detail");
        json.writeEndObject();
    }

    private static void writeJob(JsonGenerator json, PipelineStatus status) {
        json.writeBooleanProperty("busy", status.busy());
        json.writeStringProperty("job_name", status.jobName());
        WireText.writeOrNull(json, "job_start", status.jobStart());
        json.writeNumberProperty("docs", status.documents());
        json.writeNumberProperty("batchs", status.batches());
        json.writeNumberProperty("cur_batch", status.currentBatch());
        json.writeStringProperty("latest_message", status.latestMessage());
        json.writeArrayPropertyStart("history_messages");
        status.history().forEach(json::writeString);
        json.writeEndArray();
    }

    /** The response of {@code /documents/scan/status}. */
    public static void write(JsonGenerator json, ScanStatus scan) {
        json.writeStartObject();
        json.writeStringProperty("track_id", scan.trackId().value());
        json.writeStringProperty("status", scan.status());
        json.writeObjectPropertyStart("counts");
        scan.counts().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeNumberProperty("counters_dropped", 0);
        json.writeObjectPropertyStart("samples");
        SAMPLES.forEach(name -> writeSample(json, name, scan.samples()));
        json.writeEndObject();
        json.writeNumberProperty("created_at", WireText.epochSeconds(scan.createdAt()));
        json.writeNumberProperty("updated_at", WireText.epochSeconds(scan.updatedAt()));
        json.writeNumberProperty("version", scan.version());
        json.writeStringProperty("message", scan.message());
        json.writeEndObject();
    }

    private static void writeSample(
            JsonGenerator json, String name, Map<String, List<String>> samples) {
        json.writeObjectPropertyStart(name);
        json.writeArrayPropertyStart("items");
        samples.getOrDefault(name, List.of()).forEach(json::writeString);
        json.writeEndArray();
        json.writeBooleanProperty("truncated", false);
        json.writeNumberProperty("dropped", 0);
        json.writeEndObject();
    }
}
