package lightrag.model.openai;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.TokenUsage;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * Ollama's own chat endpoint.
 *
 * @param options generation options, values as JSON text
 * @param think Ollama wants this one outside its options
 */
record OllamaChat(String model, Map<String, String> options, Optional<String> think)
        implements ChatDialect {

    static OllamaChat of(String model, Options settings) {
        Map<String, String> options = settings.members("ollama.llm.", Set.of());
        Optional<String> think = Optional.ofNullable(options.remove("think"));
        return new OllamaChat(model, options, think);
    }

    @Override
    public String path() {
        return "/api/chat";
    }

    @Override
    public byte[] body(CompletionRequest request, boolean stream) {
        return Json.object(
                out -> {
                    out.writeStringProperty("model", model);
                    OpenAiChat.writeMessages(out, request);
                    writeOptions(out, request);
                    if (request.json()) {
                        out.writeStringProperty("format", "json");
                    }
                    think.ifPresent(value -> Json.writeRaw(out, Map.of("think", value)));
                    out.writeBooleanProperty("stream", stream);
                });
    }

    private void writeOptions(JsonGenerator out, CompletionRequest request) {
        Map<String, String> all = new TreeMap<>(options);
        request.maxTokens()
                .ifPresent(limit -> all.putIfAbsent("num_predict", String.valueOf(limit)));
        if (!all.isEmpty()) {
            out.writeObjectPropertyStart("options");
            Json.writeRaw(out, all);
            out.writeEndObject();
        }
    }

    @Override
    public ChatReply reply(byte[] json) {
        try (JsonParser in = Json.parse(json)) {
            return read(in);
        }
    }

    @Override
    public ChatReply piece(String json) {
        try (JsonParser in = Json.parse(json)) {
            return read(in);
        }
    }

    @Override
    public Frames frames(InputStream body) {
        LineReader lines = new LineReader(body);
        return () -> {
            Optional<String> line = lines.next();
            while (line.isPresent() && line.get().isBlank()) {
                line = lines.next();
            }
            return line;
        };
    }

    private static ChatReply read(JsonParser in) {
        Reading reading = new Reading();
        Json.eachMember(in, reading::member);
        TokenUsage usage = new TokenUsage(reading.promptTokens, reading.completionTokens);
        return new ChatReply(
                reading.text, reading.reasoning, reading.finish(), usage, reading.error);
    }

    /** Collects the members a reply is made of; all others are skipped. */
    private static final class Reading {
        private String text = "";
        private String reasoning = "";
        private String reason = "";
        private boolean done;
        private long promptTokens;
        private long completionTokens;
        private Optional<String> error = Optional.empty();

        void member(String name, JsonParser in) {
            switch (name) {
                case "message" -> Json.eachMember(in, this::message);
                case "done" -> done = in.getValueAsBoolean();
                case "done_reason" -> reason = Json.text(in);
                case "prompt_eval_count" -> promptTokens = Json.number(in);
                case "eval_count" -> completionTokens = Json.number(in);
                case "error" -> error = ErrorBody.message(in);
                default -> {}
            }
        }

        private void message(String name, JsonParser in) {
            switch (name) {
                case "content" -> text = Json.text(in);
                case "thinking" -> reasoning = Json.text(in);
                default -> {}
            }
        }

        /** Older servers give no reason, only that it is done. */
        private String finish() {
            return done && reason.isEmpty() ? "stop" : reason;
        }
    }
}
