package lightrag.rest.validation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A whole number. Unless strict, numeric text, whole fractions and booleans are taken too, as
 * clients of the reference are used to.
 *
 * @param min smallest value
 * @param max largest value; with {@link Integer#MAX_VALUE} there is no limit, and what is larger
 *     counts as that
 */
public record IntegerKind(int min, int max, boolean strict) implements Kind<Integer> {

    private static final Pattern TEXT = Pattern.compile("[+-]?\\d+(_\\d+)*(\\.0*)?");

    /** Takes numeric text and booleans. */
    public static IntegerKind lax(int min, int max) {
        return new IntegerKind(min, max, false);
    }

    /** Takes integers only. */
    public static IntegerKind strict(int min) {
        return new IntegerKind(min, Integer.MAX_VALUE, true);
    }

    @Override
    public Optional<Integer> read(JsonNode input, Location at, Problems problems) {
        if (input.isIntegralNumber()) {
            return inRange(input.decimalValue(), input, at, problems);
        }
        if (!strict && input.isNumber()) {
            return ofFraction(input, at, problems);
        }
        if (!strict && input.isString()) {
            return ofText(input.stringValue(), input, at, problems);
        }
        if (!strict && input.isBoolean()) {
            return inRange(
                    input.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO, input, at, problems);
        }
        return problems.add("int_type", at, "Input should be a valid integer", input);
    }

    private Optional<Integer> ofFraction(JsonNode input, Location at, Problems problems) {
        double value = input.doubleValue();
        if (!Double.isFinite(value)) {
            return problems.add("finite_number", at, "Input should be a finite number", input);
        }
        if (value != Math.rint(value)) {
            return problems.add(
                    "int_from_float",
                    at,
                    "Input should be a valid integer, got a number with a fractional part",
                    input);
        }
        return inRange(BigDecimal.valueOf(value), input, at, problems);
    }

    private Optional<Integer> ofText(String text, JsonNode input, Location at, Problems problems) {
        String digits = text.strip();
        if (digits.length() > 4300 || !TEXT.matcher(digits).matches()) {
            return problems.add(
                    "int_parsing",
                    at,
                    "Input should be a valid integer, unable to parse string as an integer",
                    input);
        }
        int dot = digits.indexOf('.');
        String whole = (dot < 0 ? digits : digits.substring(0, dot)).replace("_", "");
        return inRange(new BigDecimal(whole), input, at, problems);
    }

    private Optional<Integer> inRange(
            BigDecimal value, JsonNode input, Location at, Problems problems) {
        if (value.compareTo(BigDecimal.valueOf(min)) < 0) {
            return problems.add(
                    "greater_than_equal",
                    at,
                    "Input should be greater than or equal to " + min,
                    input,
                    Map.of("ge", min));
        }
        if (value.compareTo(BigDecimal.valueOf(max)) > 0) {
            if (max == Integer.MAX_VALUE) {
                return Optional.of(max);
            }
            return problems.add(
                    "less_than_equal",
                    at,
                    "Input should be less than or equal to " + max,
                    input,
                    Map.of("le", max));
        }
        return Optional.of(value.intValueExact());
    }
}
