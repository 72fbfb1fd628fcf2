package lightrag.model.openai;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import lightrag.api.InvalidInputException;
import tools.jackson.core.JacksonException;

/** Reads settings by dotted name; an empty value or {@code none} counts as not set. */
record Options(Map<String, String> properties) {

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "t", "on");

    Optional<String> text(String name) {
        return Optional.ofNullable(properties.get(name))
                .filter(value -> !value.isBlank() && !value.equalsIgnoreCase("none"));
    }

    boolean flag(String name, boolean otherwise) {
        return text(name)
                .map(value -> TRUE.contains(value.strip().toLowerCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    /**
     * @throws InvalidInputException not a whole number above zero
     */
    OptionalInt positive(String name) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value.get().strip());
            if (number > 0) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            throw refused(name, "a whole number above zero");
        }
        throw refused(name, "a whole number above zero");
    }

    /**
     * Every setting below a prefix as a member of a request: {@code openai.llm.top.p=0.9} becomes
     * {@code top_p} with the JSON text {@code 0.9}. Values that are no JSON are sent as strings.
     *
     * @param prefix with its last dot
     * @param alwaysText members that are strings even where the value looks like a number
     */
    Map<String, String> members(String prefix, Set<String> alwaysText) {
        Map<String, String> members = new TreeMap<>();
        for (String name : properties.keySet()) {
            if (name.startsWith(prefix) && text(name).isPresent()) {
                String member = name.substring(prefix.length()).replace('.', '_');
                String value = properties.getOrDefault(name, "").strip();
                members.put(
                        member,
                        alwaysText.contains(member) ? Json.quote(value) : rawOrQuoted(value));
            }
        }
        return members;
    }

    private static String rawOrQuoted(String value) {
        try {
            return Json.isValue(value) ? value : Json.quote(value);
        } catch (JacksonException e) {
            return Json.quote(value);
        }
    }

    static InvalidInputException refused(String name, String wanted) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        return new InvalidInputException(
                name, "Set " + variable + " to " + wanted + ", or leave it out.");
    }
}
