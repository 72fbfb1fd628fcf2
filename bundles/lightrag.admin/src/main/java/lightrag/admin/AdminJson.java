package lightrag.admin;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lightrag.api.InvalidInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of this room: records written as they are, field by field. */
final class AdminJson {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .build();

    private AdminJson() {}

    static Response ok(Object body) {
        return response(200, body);
    }

    static Response response(int status, Object body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(JSON.writeValueAsBytes(body))
                .build();
    }

    static String line(Object body) {
        return JSON.writeValueAsString(body);
    }

    /** Empty when the text is not what the type says. */
    static <T> Optional<T> read(String text, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(text, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * @throws InvalidInputException it is no JSON object
     */
    static JsonNode object(InputStream body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new InvalidInputException(
                    "body", "The body is not JSON: " + e.getOriginalMessage());
        }
        throw new InvalidInputException("body", "The body must be a JSON object.");
    }

    /**
     * A flat object of texts; null counts as empty text.
     *
     * @throws InvalidInputException it is none
     */
    static Map<String, String> texts(InputStream body) {
        Map<String, String> texts = new TreeMap<>();
        object(body)
                .properties()
                .forEach(it -> texts.put(it.getKey(), text(it.getKey(), it.getValue())));
        return texts;
    }

    private static String text(String name, JsonNode value) {
        if (value.isContainer()) {
            throw new InvalidInputException(name, "The value of " + name + " must be a text.");
        }
        return value.isNull() ? "" : value.asString();
    }
}
