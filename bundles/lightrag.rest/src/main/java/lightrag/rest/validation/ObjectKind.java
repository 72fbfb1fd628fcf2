package lightrag.rest.validation;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An object with any names, left as JSON. */
public enum ObjectKind implements Kind<JsonNode> {
    ANY;

    @Override
    public Optional<JsonNode> read(JsonNode input, Location at, Problems problems) {
        return input.isObject()
                ? Optional.of(input)
                : problems.add("dict_type", at, "Input should be a valid dictionary", input);
    }
}
