package lightrag.rest.json;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The one mapper, and compact responses with a known length. */
public final class Json {

    /**
     * Longest text accepted in a body, in characters; the raw body limits of the HTTP room are
     * lower.
     */
    private static final int TEXT_CHARS_MAX = 256 << 20;

    /** Deepest nesting accepted in a body; deeper ones only serve attacks. */
    private static final int NESTING_MAX = 200;

    /**
     * Reads what Python's parser reads, NaN included; writes UTF-8 without escaping more than
     * needed.
     */
    public static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(TEXT_CHARS_MAX)
                                                    .maxNestingDepth(NESTING_MAX)
                                                    .build())
                                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                                    .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                                    .build())
                    .build();

    private Json() {}

    public static Response ok(Consumer<JsonGenerator> content) {
        return response(200, content);
    }

    public static Response response(int status, Consumer<JsonGenerator> content) {
        byte[] body = bytes(content);
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, body.length)
                .entity(body)
                .build();
    }

    /** Serialises before anything is sent, so that a failure can still become an error response. */
    public static byte[] bytes(Consumer<JsonGenerator> content) {
        try (ByteArrayBuilder buffer = new ByteArrayBuilder(1024)) {
            try (JsonGenerator json = MAPPER.createGenerator(buffer)) {
                content.accept(json);
            }
            return buffer.toByteArray();
        }
    }
}
