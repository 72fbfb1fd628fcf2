package lightrag.rest.validation;

import java.util.Map;
import java.util.Optional;
import lightrag.api.CodePoints;
import tools.jackson.databind.JsonNode;

/**
 * Text; numbers are not taken for text.
 *
 * @param min fewest code points
 * @param max most code points
 */
public record TextKind(int min, int max) implements Kind<String> {
    public static final TextKind ANY = new TextKind(0, Integer.MAX_VALUE);
    public static final TextKind NOT_EMPTY = new TextKind(1, Integer.MAX_VALUE);

    public static TextKind upTo(int max) {
        return new TextKind(0, max);
    }

    @Override
    public Optional<String> read(JsonNode input, Location at, Problems problems) {
        if (!input.isString()) {
            return problems.add("string_type", at, "Input should be a valid string", input);
        }
        String text = input.stringValue();
        if (!wellFormed(text)) {
            return problems.add(
                    "string_unicode",
                    at,
                    "Input should be a valid string without lone surrogates",
                    input);
        }
        // length() is never less than the number of code points: the count is taken only where it
        // matters
        if (text.length() < min || text.length() > max) {
            return checkLength(text, input, at, problems);
        }
        return Optional.of(text);
    }

    private Optional<String> checkLength(
            String text, JsonNode input, Location at, Problems problems) {
        int length = CodePoints.length(text);
        if (length < min) {
            return problems.add(
                    "string_too_short",
                    at,
                    "String should have at least " + count(min),
                    input,
                    Map.of("min_length", min));
        }
        if (length > max) {
            return problems.add(
                    "string_too_long",
                    at,
                    "String should have at most " + count(max),
                    input,
                    Map.of("max_length", max));
        }
        return Optional.of(text);
    }

    private static String count(int characters) {
        return characters + (characters == 1 ? " character" : " characters");
    }

    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .noneMatch(
                                c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            }
        }
        return true;
    }
}
