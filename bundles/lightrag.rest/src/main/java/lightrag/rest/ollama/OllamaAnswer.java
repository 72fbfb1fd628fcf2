package lightrag.rest.ollama;

import tools.jackson.core.JsonGenerator;

/** Writes what an Ollama server would answer. */
final class OllamaAnswer {

    /** When the emulated model was made; Ollama clients only need it to be there. */
    static final String CREATED_AT = "2024-01-15T00:00:00Z";

    private final String model;
    private final Form form;

    OllamaAnswer(String model, Form form) {
        this.model = model;
        this.form = form;
    }

    /** Where the text of an answer stands. */
    enum Form {
        GENERATE,
        CHAT
    }

    /**
     * Counts of a finished answer; times in nanoseconds.
     *
     * @param first when the first piece came, as {@link System#nanoTime}
     * @param last when the last piece came
     */
    record Usage(long start, long first, long last, int promptTokens, int answerTokens) {}

    /** The whole answer in one object. */
    void writeWhole(JsonGenerator json, String text, Usage usage) {
        json.writeStartObject();
        writeModel(json);
        writeText(json, text);
        writeEnd(json, usage);
        json.writeEndObject();
    }

    void writePiece(JsonGenerator json, String text) {
        json.writeStartObject();
        writeModel(json);
        writeText(json, text);
        json.writeBooleanProperty("done", false);
        json.writeEndObject();
    }

    /** The line after the last piece. */
    void writeLast(JsonGenerator json, Usage usage) {
        writeWhole(json, "", usage);
    }

    /** A line that shows a failure to people as well as to programs. */
    void writeError(JsonGenerator json, String error) {
        json.writeStartObject();
        writeModel(json);
        writeText(json, error);
        json.writeStringProperty("error", error);
        json.writeBooleanProperty("done", false);
        json.writeEndObject();
    }

    /** Ends a stream that failed; there is nothing to count. */
    void writeEndAfterError(JsonGenerator json) {
        json.writeStartObject();
        writeModel(json);
        writeText(json, "");
        json.writeBooleanProperty("done", true);
        json.writeEndObject();
    }

    private void writeModel(JsonGenerator json) {
        json.writeStringProperty("model", model);
        json.writeStringProperty("created_at", CREATED_AT);
    }

    private void writeText(JsonGenerator json, String text) {
        if (form == Form.GENERATE) {
            json.writeStringProperty("response", text);
            return;
        }
        json.writeObjectPropertyStart("message");
        json.writeStringProperty("role", "assistant");
        json.writeStringProperty("content", text);
        json.writeNullProperty("images");
        json.writeEndObject();
    }

    private void writeEnd(JsonGenerator json, Usage usage) {
        if (form == Form.CHAT) {
            json.writeStringProperty("done_reason", "stop");
            json.writeBooleanProperty("done", true);
        } else {
            json.writeBooleanProperty("done", true);
            json.writeStringProperty("done_reason", "stop");
            json.writeArrayPropertyStart("context");
            json.writeEndArray();
        }
        json.writeNumberProperty("total_duration", usage.last() - usage.start());
        json.writeNumberProperty("load_duration", 0);
        json.writeNumberProperty("prompt_eval_count", usage.promptTokens());
        json.writeNumberProperty("prompt_eval_duration", usage.first() - usage.start());
        json.writeNumberProperty("eval_count", usage.answerTokens());
        json.writeNumberProperty("eval_duration", usage.last() - usage.first());
    }
}
