package lightrag.rest.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * One of several names.
 *
 * @param <T> what a name stands for
 */
public final class ChoiceKind<T> implements Kind<T> {
    private final String problemType;
    private final Map<String, T> choices;
    private final String expected;

    private ChoiceKind(String problemType, Map<String, T> choices) {
        this.problemType = problemType;
        this.choices = choices;
        this.expected = quoted(List.copyOf(choices.keySet()));
    }

    /** Reported as {@code literal_error}. */
    public static <T> ChoiceKind<T> literal(List<T> values, Function<T, String> name) {
        return new ChoiceKind<>("literal_error", byName(values, name));
    }

    /** Reported as {@code enum}. */
    public static <T> ChoiceKind<T> enumeration(List<T> values, Function<T, String> name) {
        return new ChoiceKind<>("enum", byName(values, name));
    }

    /** Names that stand for themselves, reported as {@code literal_error}. */
    public static ChoiceKind<String> of(String... names) {
        return literal(List.of(names), Function.identity());
    }

    private static <T> Map<String, T> byName(List<T> values, Function<T, String> name) {
        Map<String, T> map = new LinkedHashMap<>();
        values.forEach(value -> map.put(name.apply(value), value));
        return map;
    }

    private static String quoted(List<String> names) {
        List<String> all = names.stream().map(name -> "'" + name + "'").toList();
        int last = all.size() - 1;
        return last == 0
                ? all.getFirst()
                : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
    }

    @Override
    public Optional<T> read(JsonNode input, Location at, Problems problems) {
        T choice = input.isString() ? choices.get(input.stringValue()) : null;
        return choice != null
                ? Optional.of(choice)
                : problems.add(
                        problemType,
                        at,
                        "Input should be " + expected,
                        input,
                        Map.of("expected", expected));
    }
}
