package lightrag.rest.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.EngineStatus;
import tools.jackson.core.JsonGenerator;

/**
 * The object {@code configuration} of {@code /health}: effective settings under the names clients
 * know.
 */
final class SettingsJson {

    private enum Form {
        TEXT,
        INTEGER,
        DECIMAL,
        FLAG
    }

    /**
     * @param fallback the documented default, used when the engine does not report the setting;
     *     empty = null
     */
    private record Setting(String name, String key, Form form, String fallback) {}

    private static final List<Setting> MODELS =
            List.of(
                    new Setting("llm_binding", "llm.binding", Form.TEXT, ""),
                    new Setting("llm_binding_host", "llm.binding.host", Form.TEXT, ""),
                    new Setting("llm_model", "llm.model", Form.TEXT, ""),
                    new Setting("embedding_binding", "embedding.binding", Form.TEXT, ""),
                    new Setting("embedding_binding_host", "embedding.binding.host", Form.TEXT, ""),
                    new Setting("embedding_model", "embedding.model", Form.TEXT, ""),
                    new Setting("summary_max_tokens", "summary.max.tokens", Form.INTEGER, "1200"),
                    new Setting(
                            "summary_context_size", "summary.context.size", Form.INTEGER, "12000"),
                    new Setting("kv_storage", "lightrag.kv.storage", Form.TEXT, "rocksdb"),
                    new Setting(
                            "doc_status_storage",
                            "lightrag.doc.status.storage",
                            Form.TEXT,
                            "rocksdb"),
                    new Setting("graph_storage", "lightrag.graph.storage", Form.TEXT, "rocksdb"),
                    new Setting("vector_storage", "lightrag.vector.storage", Form.TEXT, "rocksdb"),
                    new Setting(
                            "enable_llm_cache_for_extract",
                            "enable.llm.cache.for.extract",
                            Form.FLAG,
                            "true"),
                    new Setting("enable_llm_cache", "enable.llm.cache", Form.FLAG, "true"),
                    new Setting("vlm_process_enable", "vlm.process.enable", Form.FLAG, "false"));

    private static final List<Setting> LIMITS =
            List.of(
                    new Setting("max_graph_nodes", "max.graph.nodes", Form.INTEGER, "1000"),
                    new Setting("rerank_binding", "rerank.binding", Form.TEXT, "null"),
                    new Setting("rerank_model", "rerank.model", Form.TEXT, ""),
                    new Setting("rerank_binding_host", "rerank.binding.host", Form.TEXT, ""),
                    new Setting("rerank_max_async", "max.async.rerank", Form.INTEGER, "4"),
                    new Setting("rerank_timeout", "rerank.timeout", Form.INTEGER, "30"),
                    new Setting("summary_language", "summary.language", Form.TEXT, "English"),
                    new Setting(
                            "force_llm_summary_on_merge",
                            "force.llm.summary.on.merge",
                            Form.INTEGER,
                            "8"),
                    new Setting("max_parallel_insert", "max.parallel.insert", Form.INTEGER, "3"),
                    new Setting("cosine_threshold", "cosine.threshold", Form.DECIMAL, "0.2"),
                    new Setting("min_rerank_score", "min.rerank.score", Form.DECIMAL, "0.0"),
                    new Setting("related_chunk_number", "related.chunk.number", Form.INTEGER, "5"),
                    new Setting("max_async", "max.async.llm", Form.INTEGER, "4"),
                    new Setting("llm_timeout", "llm.timeout", Form.INTEGER, "240"),
                    new Setting(
                            "embedding_func_max_async",
                            "embedding.func.max.async",
                            Form.INTEGER,
                            "8"),
                    new Setting("embedding_batch_num", "embedding.batch.num", Form.INTEGER, "10"),
                    new Setting("embedding_timeout", "embedding.timeout", Form.INTEGER, "30"));

    private static final List<String> STORES =
            List.of("kv_storage", "doc_status_storage", "graph_storage", "vector_storage");

    private static final List<String> ROLES = List.of("extract", "keyword", "query", "vlm");

    private final JsonGenerator json;
    private final EngineStatus status;

    SettingsJson(JsonGenerator json, EngineStatus status) {
        this.json = json;
        this.status = status;
    }

    void write() {
        json.writeObjectPropertyStart("configuration");
        MODELS.forEach(this::write);
        json.writeStringProperty("workspace", status.workspace().value());
        json.writeObjectPropertyStart("storage_workspaces");
        STORES.forEach(store -> json.writeStringProperty(store, status.workspace().value()));
        json.writeEndObject();
        json.writeBooleanProperty("enable_rerank", !text("rerank.binding", "null").equals("null"));
        LIMITS.forEach(this::write);
        json.writeObjectPropertyStart("role_llm_config");
        ROLES.forEach(this::writeRole);
        json.writeEndObject();
        json.writeStringProperty("parser_routing", text("lightrag.parser", ""));
        writeExternalParsers();
        json.writeEndObject();
    }

    private void write(Setting setting) {
        String value = text(setting.key(), setting.fallback());
        if (value.isEmpty()) {
            json.writeNullProperty(setting.name());
            return;
        }
        switch (setting.form()) {
            case TEXT -> json.writeStringProperty(setting.name(), value);
            case FLAG -> json.writeBooleanProperty(setting.name(), Boolean.parseBoolean(value));
            case INTEGER ->
                    json.writeNumberProperty(
                            setting.name(), (long) number(value, setting.fallback()));
            case DECIMAL ->
                    json.writeNumberProperty(setting.name(), number(value, setting.fallback()));
        }
    }

    private static double number(String value, String fallback) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.parseDouble(fallback);
        }
    }

    private void writeRole(String role) {
        String binding = ofRole(role, "llm.binding");
        boolean crossProvider = !binding.equals(text("llm.binding", ""));
        json.writeObjectPropertyStart(role);
        writeModel(binding, role);
        json.writeBooleanProperty("is_cross_provider", crossProvider);
        json.writeNumberProperty("max_async", (long) number(ofRole(role, "max.async.llm"), "4"));
        json.writeNumberProperty("timeout", (long) number(ofRole(role, "llm.timeout"), "240"));
        json.writeBooleanProperty("has_model_kwargs", false);
        json.writeObjectPropertyStart("metadata");
        json.writeStringProperty("base_binding", text("llm.binding", ""));
        writeModel(binding, role);
        json.writePOJOProperty("provider_options", Map.of());
        json.writePOJOProperty("bedrock_aws_options", Map.of());
        json.writeBooleanProperty("is_cross_provider", crossProvider);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeModel(String binding, String role) {
        json.writeStringProperty("binding", binding);
        json.writeStringProperty("model", ofRole(role, "llm.model"));
        json.writeStringProperty("host", ofRole(role, "llm.binding.host"));
    }

    /** Documents are parsed in the server; no external parser exists. */
    private void writeExternalParsers() {
        json.writeObjectPropertyStart("mineru");
        json.writeStringProperty("endpoint", "");
        json.writeNullProperty("api_mode");
        json.writePOJOProperty("options", Map.of());
        json.writeEndObject();
        json.writeObjectPropertyStart("docling");
        json.writeStringProperty("endpoint", "");
        json.writePOJOProperty("options", Map.of());
        json.writeEndObject();
    }

    private String ofRole(String role, String key) {
        return Optional.ofNullable(status.settings().get(role + "." + key))
                .orElseGet(() -> text(key, ""));
    }

    private String text(String key, String fallback) {
        return status.settings().getOrDefault(key, fallback);
    }
}
