package lightrag.rest.validation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An object of texts; numbers and booleans are read as they are written.
 *
 * @param max most entries
 */
public record TextMapKind(int max) implements Kind<Map<String, String>> {

    @Override
    public Optional<Map<String, String>> read(JsonNode input, Location at, Problems problems) {
        if (!input.isObject()) {
            return problems.add("dict_type", at, "Input should be a valid dictionary", input);
        }
        if (input.size() > max) {
            return problems.add(
                    "too_long", at, "Dictionary should have at most " + max + " items", input);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : input.properties()) {
            JsonNode value = entry.getValue();
            if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
                return problems.add(
                        "string_type",
                        at.at(entry.getKey()),
                        "Input should be a valid string",
                        value);
            }
            texts.put(entry.getKey(), value.asString());
        }
        return Optional.of(texts);
    }
}
