package lightrag.rest.validation;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A number written as a number: no text, no boolean. Values beyond the range of double are
 * infinite.
 */
public enum NumberKind implements Kind<Double> {
    STRICT;

    @Override
    public Optional<Double> read(JsonNode input, Location at, Problems problems) {
        return input.isNumber()
                ? Optional.of(input.doubleValue())
                : problems.add("float_type", at, "Input should be a valid number", input);
    }
}
