package lightrag.model.openai;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds what an endpoint says about a failure, in the shapes endpoints use. */
final class ErrorBody {

    /** Enough for a sentence or two; servers also answer with whole HTML pages. */
    private static final int TEXT_MAX = 300;

    private ErrorBody() {}

    /**
     * The message within a body: {@code error.message}, {@code error}, {@code message} or {@code
     * detail}.
     */
    static String message(byte[] body) {
        try (JsonParser in = Json.parse(body)) {
            if (in.currentToken() == JsonToken.START_OBJECT) {
                return message(in).orElse("");
            }
        } catch (JacksonException e) {
            return plain(body); // not JSON: a proxy in between, most likely
        }
        return plain(body);
    }

    /** The message of the value a parser stands on: a string, or an object with one. */
    static Optional<String> message(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return Optional.of(shorten(Json.text(in)));
        }
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        StringBuilder found = new StringBuilder();
        Json.eachMember(
                in,
                (name, value) -> {
                    switch (name) {
                        case "message", "detail", "error" -> append(found, message(value));
                        case "type", "code" -> append(found, slug(value));
                        default -> {}
                    }
                });
        return Optional.of(shorten(found.toString()));
    }

    private static Optional<String> slug(JsonParser in) {
        return Optional.of(Json.text(in));
    }

    private static void append(StringBuilder found, Optional<String> part) {
        part.filter(text -> !text.isBlank())
                .ifPresent(text -> found.append(found.isEmpty() ? "" : "; ").append(text));
    }

    private static String plain(byte[] body) {
        String text =
                new String(body, 0, Math.min(body.length, 4 * TEXT_MAX), StandardCharsets.UTF_8)
                        .strip();
        return text.startsWith("<") ? "" : shorten(text);
    }

    private static String shorten(String text) {
        String flat = text.replaceAll("\\s+", " ").strip();
        if (flat.length() <= TEXT_MAX) {
            return flat;
        }
        int end = Character.isHighSurrogate(flat.charAt(TEXT_MAX - 1)) ? TEXT_MAX - 1 : TEXT_MAX;
        return flat.substring(0, end) + "…";
    }
}
