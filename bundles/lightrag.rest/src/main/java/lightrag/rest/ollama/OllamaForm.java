package lightrag.rest.ollama;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightrag.api.ChatMessage;
import lightrag.api.CodePoints;
import lightrag.api.InvalidInputException;
import lightrag.api.TooLargeException;
import lightrag.rest.json.Json;
import lightrag.rest.validation.BooleanKind;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.InvalidRequestException;
import lightrag.rest.validation.ListKind;
import lightrag.rest.validation.Location;
import lightrag.rest.validation.ObjectKind;
import lightrag.rest.validation.Problem;
import lightrag.rest.validation.Problems;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The two request bodies. Clients send any content type, so none is looked at; what is wrong is one
 * sentence, 400, or 413 where a size is.
 */
final class OllamaForm {
    private static final int MODEL_CHARS_MAX = 256;
    private static final int PROMPT_CHARS_MAX = 65_536;
    private static final int MESSAGE_CHARS_MAX = 32_768;
    private static final int MESSAGES_MAX = 128;
    private static final int ROLE_CHARS_MAX = 64;
    private static final int IMAGES_MAX = 16;
    private static final int REQUEST_CHARS_MAX = 131_072;

    private static final Field<String> MODEL =
            Field.required("model", TextKind.upTo(MODEL_CHARS_MAX));
    private static final Field<Optional<String>> SYSTEM =
            Field.optional("system", TextKind.upTo(MESSAGE_CHARS_MAX));
    private static final Field<Optional<JsonNode>> OPTIONS =
            Field.optional("options", ObjectKind.ANY);

    private static final Field<String> PROMPT =
            Field.required("prompt", TextKind.upTo(PROMPT_CHARS_MAX));
    private static final Field<Boolean> GENERATE_STREAM =
            Field.withDefault("stream", BooleanKind.LAX, false);
    private static final Schema GENERATE =
            Schema.of(MODEL, PROMPT, SYSTEM, GENERATE_STREAM, OPTIONS);

    private static final Field<String> ROLE = Field.required("role", TextKind.upTo(ROLE_CHARS_MAX));
    private static final Field<String> CONTENT =
            Field.required("content", TextKind.upTo(MESSAGE_CHARS_MAX));
    private static final Field<Optional<List<String>>> IMAGES =
            Field.optional("images", new ListKind<>(TextKind.ANY, 0, IMAGES_MAX));
    private static final Schema MESSAGE = Schema.of(ROLE, CONTENT, IMAGES);
    private static final Field<List<Values>> MESSAGES =
            Field.required("messages", new ListKind<>(MESSAGE, 0, MESSAGES_MAX));
    private static final Field<Boolean> CHAT_STREAM =
            Field.withDefault("stream", BooleanKind.LAX, true);
    private static final Schema CHAT = Schema.of(MODEL, MESSAGES, CHAT_STREAM, OPTIONS, SYSTEM);

    private static final Set<String> SIZE_PROBLEMS = Set.of("string_too_long", "too_long");

    private OllamaForm() {}

    /** A prompt for the model itself. */
    record Generate(String prompt, Optional<String> system, boolean stream) {}

    /**
     * @param history the messages before the last
     */
    record Chat(
            ChatMessage last, List<ChatMessage> history, Optional<String> system, boolean stream) {}

    static Generate generate(byte[] body) {
        Values values = read(body, GENERATE);
        Generate request =
                new Generate(values.get(PROMPT), values.get(SYSTEM), values.get(GENERATE_STREAM));
        requireTotal(request.prompt(), request.system(), List.of());
        return request;
    }

    static Chat chat(byte[] body) {
        Values values = read(body, CHAT);
        List<ChatMessage> messages =
                values.get(MESSAGES).stream()
                        .map(message -> new ChatMessage(message.get(ROLE), message.get(CONTENT)))
                        .toList();
        if (messages.isEmpty()) {
            throw new InvalidInputException("messages", "No messages provided");
        }
        ChatMessage last = messages.getLast();
        List<ChatMessage> history = messages.subList(0, messages.size() - 1);
        requireTotal(last.content(), values.get(SYSTEM), history);
        if (!last.role().equals("user")) {
            throw new InvalidInputException(
                    "messages", "The last message must have the role user.");
        }
        return new Chat(last, history, values.get(SYSTEM), values.get(CHAT_STREAM));
    }

    private static Values read(byte[] body, Schema schema) {
        JsonNode node = parse(body);
        if (!node.isObject()) {
            throw new InvalidInputException("body", "The request body must be a JSON object.");
        }
        Problems problems = new Problems();
        return schema.read(node, Location.BODY, problems)
                .orElseThrow(() -> refusal(problems.list()));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new InvalidInputException("body", "Invalid JSON in request body");
        }
    }

    private static RuntimeException refusal(List<Problem> problems) {
        if (problems.stream().map(Problem::type).anyMatch(SIZE_PROBLEMS::contains)) {
            String fields =
                    problems.stream().map(OllamaForm::field).collect(Collectors.joining(", "));
            return new TooLargeException("The request is larger than allowed (" + fields + ").");
        }
        String text =
                problems.stream()
                        .map(problem -> field(problem) + "\n  " + problem.message())
                        .collect(Collectors.joining("\n"));
        return problems.isEmpty()
                ? new InvalidRequestException(problems)
                : new InvalidInputException("body", "Invalid request body:\n" + text);
    }

    /** Without the leading {@code body}. */
    private static String field(Problem problem) {
        return problem.location().stream()
                .skip(1)
                .map(Object::toString)
                .collect(Collectors.joining("."));
    }

    private static void requireTotal(
            String query, Optional<String> system, List<ChatMessage> history) {
        long total = (long) CodePoints.length(query) + system.map(CodePoints::length).orElse(0);
        for (ChatMessage message : history) {
            total +=
                    (long) CodePoints.length(message.role()) + CodePoints.length(message.content());
        }
        if (total > REQUEST_CHARS_MAX) {
            throw new TooLargeException(
                    "All texts of the request have "
                            + total
                            + " characters together; at most "
                            + REQUEST_CHARS_MAX
                            + " are accepted.");
        }
    }
}
