package lightrag.rest.wire;

import java.util.List;
import java.util.Optional;
import lightrag.api.EngineStatus;
import lightrag.api.PipelineStatus;
import tools.jackson.core.JsonGenerator;

/** The two tiers of {@code /health}. */
public final class HealthJson {

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
        SchedulingJson.write(json, status.pipeline());
        json.writeObjectPropertyStart("llm_queue_status");
        QueueJson queues = new QueueJson(json, status.queues());
        ROLES.forEach(role -> queues.write(role, role));
        json.writeEndObject();
        queues.write("embedding_queue_status", "embedding");
        queues.write("rerank_queue_status", "rerank");
    }

    private static void writePipeline(JsonGenerator json, PipelineStatus pipeline) {
        json.writeBooleanProperty("pipeline_scanning", pipeline.scanning());
        json.writeBooleanProperty("pipeline_destructive_busy", pipeline.destructiveBusy());
        json.writeNumberProperty("pipeline_pending_enqueues", pipeline.pendingEnqueues());
    }
}
