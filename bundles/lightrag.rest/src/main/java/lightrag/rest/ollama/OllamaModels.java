package lightrag.rest.ollama;

import tools.jackson.core.JsonGenerator;

/**
 * The one model an Ollama client finds here.
 *
 * @param name for instance {@code lightrag:latest}
 * @param family the half before the colon
 */
record OllamaModels(String name, String family) {
    private static final long SIZE_BYTES = 7_365_960_935L;
    private static final String DIGEST = "sha256:lightrag";

    /** The models that are installed. */
    void writeInstalled(JsonGenerator json) {
        writeStart(json);
        writeIdentity(json);
        json.writeStringProperty("modified_at", OllamaAnswer.CREATED_AT);
        writeDetails(json, family, "13B");
        writeEnd(json);
    }

    /** The models that are loaded. */
    void writeRunning(JsonGenerator json) {
        writeStart(json);
        writeIdentity(json);
        writeDetails(json, "llama", "7.2B");
        json.writeStringProperty("expires_at", "2050-12-31T14:38:31.83753-07:00");
        json.writeNumberProperty("size_vram", SIZE_BYTES);
        writeEnd(json);
    }

    private static void writeStart(JsonGenerator json) {
        json.writeStartObject();
        json.writeArrayPropertyStart("models");
        json.writeStartObject();
    }

    private static void writeEnd(JsonGenerator json) {
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeIdentity(JsonGenerator json) {
        json.writeStringProperty("name", name);
        json.writeStringProperty("model", name);
        json.writeNumberProperty("size", SIZE_BYTES);
        json.writeStringProperty("digest", DIGEST);
    }

    private static void writeDetails(JsonGenerator json, String family, String parameters) {
        json.writeObjectPropertyStart("details");
        json.writeStringProperty("parent_model", "");
        json.writeStringProperty("format", "gguf");
        json.writeStringProperty("family", family);
        json.writeArrayPropertyStart("families");
        json.writeString(family);
        json.writeEndArray();
        json.writeStringProperty("parameter_size", parameters);
        json.writeStringProperty("quantization_level", "Q4_0");
        json.writeEndObject();
    }
}
