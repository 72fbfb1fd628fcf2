package lightrag.rest.validation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * One thing that is wrong with a request.
 *
 * @param type name that programs test, for instance {@code missing}
 * @param location names (String) and indexes (Integer or Long) from the root
 * @param message for people
 * @param input what the client sent there, echoed in full
 * @param context limits by name; the value of {@code error} may be a map; an empty map leaves
 *     {@code ctx} out
 */
public record Problem(
        String type,
        List<Object> location,
        String message,
        JsonNode input,
        Map<String, Object> context) {
    public Problem {
        location = List.copyOf(location);
        context = Map.copyOf(context);
    }

    /** The location as in {@code body -> mode}. */
    public String path() {
        return location.stream().map(Object::toString).collect(Collectors.joining(" -> "));
    }

    public void writeTo(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", type);
        json.writeArrayPropertyStart("loc");
        location.forEach(json::writePOJO);
        json.writeEndArray();
        json.writeStringProperty("msg", message);
        json.writeName("input");
        json.writeTree(input);
        if (!context.isEmpty()) {
            json.writePOJOProperty("ctx", context);
        }
        json.writeEndObject();
    }
}
