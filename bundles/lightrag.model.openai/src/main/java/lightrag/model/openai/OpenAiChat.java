package lightrag.model.openai;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import lightrag.api.ChatMessage;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.TokenUsage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Chat completions of OpenAI and everything compatible.
 *
 * @param members further members of each request, values as JSON text
 */
record OpenAiChat(String model, Map<String, String> members) implements ChatDialect {

    private static final String PREFIX = "openai.llm.";
    private static final String EXTRA = "extra_body";
    private static final String STREAM_OPTIONS = "stream_options";
    private static final Set<String> STRINGS =
            Set.of("reasoning_effort", "safety_identifier", "service_tier");

    /**
     * @throws InvalidInputException {@code openai.llm.extra.body} is no JSON object
     */
    static OpenAiChat of(String model, Options options) {
        Map<String, String> members = options.members(PREFIX, STRINGS);
        Optional.ofNullable(members.remove(EXTRA)).ifPresent(extra -> spread(extra, members));
        return new OpenAiChat(model, members);
    }

    /** Asks for the tokens of streamed replies too, unless other options are set for them. */
    OpenAiChat countingStreams() {
        Map<String, String> more = new TreeMap<>(members);
        more.putIfAbsent(STREAM_OPTIONS, "{\"include_usage\":true}");
        return new OpenAiChat(model, more);
    }

    /** Members of the extra body stand beside the others; on equal names they win. */
    private static void spread(String extra, Map<String, String> members) {
        if (!extra.startsWith("{")) {
            throw Options.refused(PREFIX + "extra.body", "a JSON object");
        }
        try (JsonParser in = Json.parse(extra)) {
            Json.eachMember(in, (name, value) -> members.put(name, raw(extra, value)));
        }
    }

    private static String raw(String source, JsonParser in) {
        int start = (int) in.currentTokenLocation().getCharOffset();
        in.skipChildren();
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            in.getString(); // strings are read lazily: only now does the location stand
            // behind the text
        }
        return source.substring(start, (int) in.currentLocation().getCharOffset()).strip();
    }

    @Override
    public String path() {
        return "/chat/completions";
    }

    @Override
    public byte[] body(CompletionRequest request, boolean stream) {
        return Json.object(
                out -> {
                    out.writeStringProperty("model", model);
                    writeMessages(out, request);
                    Json.writeRaw(out, stream ? members : withoutStreamOptions());
                    writeLimit(out, request.maxTokens());
                    if (request.json()) {
                        out.writeName("response_format");
                        out.writeRawValue("{\"type\":\"json_object\"}");
                    }
                    if (stream) {
                        out.writeBooleanProperty("stream", true);
                    }
                });
    }

    /** Services refuse them in other requests. */
    private Map<String, String> withoutStreamOptions() {
        Map<String, String> fewer = new TreeMap<>(members);
        fewer.remove(STREAM_OPTIONS);
        return fewer;
    }

    static void writeMessages(JsonGenerator out, CompletionRequest request) {
        out.writeArrayPropertyStart("messages");
        request.system()
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> writeMessage(out, new ChatMessage("system", text)));
        request.history().forEach(message -> writeMessage(out, message));
        writeMessage(out, new ChatMessage("user", request.prompt()));
        out.writeEndArray();
    }

    private static void writeMessage(JsonGenerator out, ChatMessage message) {
        out.writeStartObject();
        out.writeStringProperty("role", message.role());
        out.writeStringProperty("content", message.content());
        Json.writeRaw(out, new TreeMap<>(message.extras()));
        out.writeEndObject();
    }

    /** A configured limit is the operator's word and stands over what a request asks. */
    private void writeLimit(JsonGenerator out, OptionalInt asked) {
        if (asked.isPresent()
                && !members.containsKey("max_tokens")
                && !members.containsKey("max_completion_tokens")) {
            out.writeNumberProperty("max_tokens", asked.getAsInt());
        }
    }

    @Override
    public ChatReply reply(byte[] json) {
        try (JsonParser in = Json.parse(json)) {
            return read(in, "message");
        }
    }

    @Override
    public ChatReply piece(String json) {
        try (JsonParser in = Json.parse(json)) {
            return read(in, "delta");
        }
    }

    /**
     * @throws JacksonException the text is cut or no JSON
     */
    private static ChatReply read(JsonParser in, String messageName) {
        Reading reading = new Reading(messageName);
        Json.eachMember(in, reading::member);
        return new ChatReply(
                reading.text, reading.reasoning, reading.finish, reading.usage, reading.error);
    }

    @Override
    public Frames frames(InputStream body) {
        ServerSentEvents events = new ServerSentEvents(body);
        return () -> events.next().filter(data -> !data.strip().equals("[DONE]"));
    }

    /** Collects the members a reply is made of; all others are skipped. */
    private static final class Reading {
        private final String messageName;
        private String text = "";
        private String reasoning = "";
        private String finish = "";
        private TokenUsage usage = TokenUsage.UNKNOWN;
        private Optional<String> error = Optional.empty();

        Reading(String messageName) {
            this.messageName = messageName;
        }

        void member(String name, JsonParser in) {
            switch (name) {
                case "choices" -> Json.eachElement(in, () -> Json.eachMember(in, this::choice));
                case "usage" -> usage = usage(in);
                case "error" -> error = ErrorBody.message(in);
                default -> {}
            }
        }

        private void choice(String name, JsonParser in) {
            if (name.equals(messageName)) {
                Json.eachMember(in, this::message);
            } else if (name.equals("finish_reason")) {
                finish = Json.text(in);
            }
        }

        private void message(String name, JsonParser in) {
            switch (name) {
                case "content" -> text += Json.text(in);
                case "reasoning_content" -> reasoning += Json.text(in);
                default -> {}
            }
        }

        private static TokenUsage usage(JsonParser in) {
            long[] counts = new long[2];
            Json.eachMember(
                    in,
                    (name, value) -> {
                        switch (name) {
                            case "prompt_tokens" -> counts[0] = Json.number(value);
                            case "completion_tokens" -> counts[1] = Json.number(value);
                            default -> {}
                        }
                    });
            return new TokenUsage(counts[0], counts[1]);
        }
    }
}
