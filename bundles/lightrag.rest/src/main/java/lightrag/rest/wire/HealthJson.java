package lightrag.rest.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.EngineStatus;
import lightrag.api.PipelineStatus;
import tools.jackson.core.JsonGenerator;

/** The two tiers of {@code /health}. */
public final class HealthJson {

    private static final List<String> QUEUE_COUNTERS =
            List.of(
                    "queued",
                    "running",
                    "in_flight",
                    "worker_count",
                    "submitted_total",
                    "completed_total",
                    "failed_total",
                    "cancelled_total",
                    "rejected_total");

    private static final List<String> ROLES = List.of("extract", "keyword", "query", "vlm");

    private HealthJson() {}

    /** What anyone may know of the server. */
    public record Server(
            String authMode,
            String coreVersion,
            String apiVersion,
            boolean webuiAvailable,
            boolean workspaceAvailable,
            boolean apiDocsAvailable,
            Optional<String> title,
            Optional<String> description,
            boolean aiContentNotice) {}

    /**
     * Writes one or both tiers.
     *
     * @param status empty for a caller who is not known: then only the first tier is written
     */
    public static void write(JsonGenerator json, Server server, Optional<EngineStatus> status) {
        json.writeStartObject();
        json.writeStringProperty("status", "healthy");
        json.writeStringProperty("auth_mode", server.authMode());
        json.writeStringProperty("core_version", server.coreVersion());
        json.writeStringProperty("api_version", server.apiVersion());
        json.writeBooleanProperty("webui_available", server.webuiAvailable());
        json.writeBooleanProperty("workspace_available", server.workspaceAvailable());
        json.writeBooleanProperty("api_docs_available", server.apiDocsAvailable());
        WireText.writeOrNull(json, "webui_title", server.title());
        WireText.writeOrNull(json, "webui_description", server.description());
        json.writeBooleanProperty("ai_content_notice_enabled", server.aiContentNotice());
        json.writeBooleanProperty(
                "pipeline_busy", status.map(s -> s.pipeline().busy()).orElse(false));
        json.writeBooleanProperty(
                "pipeline_active", status.map(s -> s.pipeline().active()).orElse(false));
        status.ifPresent(value -> writeDetails(json, value));
        json.writeEndObject();
    }

    private static void writeDetails(JsonGenerator json, EngineStatus status) {
        json.writeStringProperty("working_directory", status.workingDirectory());
        json.writeStringProperty("input_directory", status.inputDirectory());
        new SettingsJson(json, status).write();
        json.writeStringProperty("server_mode", "osgi");
        json.writeNumberProperty("workers", 1);
        json.writeStringProperty("engine_version", status.engineVersion());
        writePipeline(json, status.pipeline());
        json.writeObjectPropertyStart("llm_queue_status");
        ROLES.forEach(role -> writeQueue(json, role, status.queues()));
        json.writeEndObject();
        writeQueue(json, "embedding_queue_status", "embedding", status.queues());
        writeQueue(json, "rerank_queue_status", "rerank", status.queues());
    }

    private static void writePipeline(JsonGenerator json, PipelineStatus pipeline) {
        json.writeBooleanProperty("pipeline_scanning", pipeline.scanning());
        json.writeBooleanProperty("pipeline_destructive_busy", pipeline.destructiveBusy());
        json.writeNumberProperty("pipeline_pending_enqueues", pipeline.pendingEnqueues());
    }

    private static void writeQueue(
            JsonGenerator json, String role, Map<String, Map<String, Long>> queues) {
        writeQueue(json, role, role, queues);
    }

    private static void writeQueue(
            JsonGenerator json, String name, String role, Map<String, Map<String, Long>> queues) {
        json.writeObjectPropertyStart(name);
        Map<String, Long> counters = queues.get(role);
        if (counters != null) {
            json.writeStringProperty("queue_name", role);
            QUEUE_COUNTERS.forEach(
                    counter -> json.writeNumberProperty(counter, count(counters, counter)));
            counters.forEach(
                    (counter, value) -> {
                        if (!QUEUE_COUNTERS.contains(counter)) {
                            json.writeNumberProperty(counter, value);
                        }
                    });
        }
        json.writeBooleanProperty("available", counters != null);
        json.writeEndObject();
    }

    /** Also finds a total that is counted under its short name, for instance {@code completed}. */
    private static long count(Map<String, Long> counters, String counter) {
        return counters.getOrDefault(
                counter, counters.getOrDefault(counter.replace("_total", ""), 0L));
    }
}
