package lightrag.rest.validation;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** True or false; unless strict also 0, 1 and the usual words. */
public enum BooleanKind implements Kind<Boolean> {
    LAX,
    STRICT;

    private static final Set<String> YES = Set.of("1", "on", "t", "true", "y", "yes");
    private static final Set<String> NO = Set.of("0", "off", "f", "false", "n", "no");

    @Override
    public Optional<Boolean> read(JsonNode input, Location at, Problems problems) {
        if (input.isBoolean()) {
            return Optional.of(input.booleanValue());
        }
        if (this == LAX && input.isString()) {
            return ofWord(input.stringValue().toLowerCase(Locale.ROOT), input, at, problems);
        }
        if (this == LAX && input.isNumber()) {
            return ofNumber(input, at, problems);
        }
        return problems.add("bool_type", at, "Input should be a valid boolean", input);
    }

    private static Optional<Boolean> ofWord(
            String word, JsonNode input, Location at, Problems problems) {
        if (YES.contains(word)) {
            return Optional.of(true);
        }
        return NO.contains(word) ? Optional.of(false) : unclear(input, at, problems);
    }

    private static Optional<Boolean> ofNumber(JsonNode input, Location at, Problems problems) {
        double value = input.doubleValue();
        if (value == 0 || value == 1) {
            return Optional.of(value == 1);
        }
        return value == Math.rint(value)
                ? unclear(input, at, problems)
                : problems.add("bool_type", at, "Input should be a valid boolean", input);
    }

    private static Optional<Boolean> unclear(JsonNode input, Location at, Problems problems) {
        return problems.add(
                "bool_parsing",
                at,
                "Input should be a valid boolean, unable to interpret input",
                input);
    }
}
