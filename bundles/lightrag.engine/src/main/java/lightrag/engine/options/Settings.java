package lightrag.engine.options;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import lightrag.api.InvalidInputException;

/** Reads typed values; one that does not convert falls back to its default, as rule CF-1 has it. */
final class Settings {

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "t", "on");

    private final Map<String, String> properties;

    Settings(Map<String, String> properties) {
        this.properties = properties;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(properties.get(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    int integer(String key, int otherwise) {
        return parsed(key, Integer::valueOf).orElse(otherwise);
    }

    double decimal(String key, double otherwise) {
        return parsed(key, Double::valueOf).filter(Double::isFinite).orElse(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(value -> TRUE.contains(value.toLowerCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    /** A chunking number: empty and {@code none} mean unset, anything else must be a number. */
    OptionalInt strictInteger(String key) {
        Optional<String> text = text(key).filter(value -> !value.equalsIgnoreCase("none"));
        try {
            return text.isPresent()
                    ? OptionalInt.of(Integer.parseInt(text.get()))
                    : OptionalInt.empty();
        } catch (NumberFormatException e) {
            throw new InvalidInputException(key, "The setting " + key + " must be a whole number.");
        }
    }

    private <T> Optional<T> parsed(String key, Function<String, T> parser) {
        try {
            return text(key).map(parser);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
