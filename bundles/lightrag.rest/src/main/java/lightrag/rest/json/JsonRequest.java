package lightrag.rest.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lightrag.api.InvalidInputException;
import lightrag.rest.validation.InvalidRequestException;
import lightrag.rest.validation.Location;
import lightrag.rest.validation.Problem;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.Values;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A request body as it came, parsed only when a route says what it expects. */
public final class JsonRequest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final byte[] bytes;
    private final boolean declaredJson;

    /**
     * Takes a body over.
     *
     * @param declaredJson whether the content type says JSON; otherwise the body counts as text
     */
    public JsonRequest(byte[] bytes, boolean declaredJson) {
        this.bytes = bytes;
        this.declaredJson = declaredJson;
    }

    /**
     * Parses and checks the body.
     *
     * @throws InvalidRequestException the body is absent, no JSON, or not as declared
     */
    public Values read(Schema schema) {
        return schema.require(node(), Location.BODY);
    }

    private JsonNode node() {
        if (bytes.length == 0) {
            throw new InvalidRequestException(
                    new Problem(
                            "missing",
                            List.of("body"),
                            "Field required",
                            NODES.nullNode(),
                            Map.of()));
        }
        return declaredJson ? parse() : NODES.stringNode(text());
    }

    private JsonNode parse() {
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw invalid(JsonSyntax.firstError(text()));
        }
    }

    private static InvalidRequestException invalid(JsonSyntax.SyntaxError error) {
        return new InvalidRequestException(
                new Problem(
                        "json_invalid",
                        List.of("body", error.offset()),
                        "JSON decode error",
                        NODES.objectNode(),
                        Map.of("error", error.text())));
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    "body", "There was an error parsing the body: it is not UTF-8.");
        }
    }
}
