package lightrag.rest.validation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An object with declared fields. Rules over several fields run only when every field is right. */
public final class Schema implements Kind<Values> {

    private final List<Field<?>> fields;
    private final Optional<Set<String>> closedNames;
    private final List<Rule<Values, ?>> rules;

    private Schema(
            List<Field<?>> fields, Optional<Set<String>> closedNames, List<Rule<Values, ?>> rules) {
        this.fields = fields;
        this.closedNames = closedNames;
        this.rules = rules;
    }

    /** Other names are ignored. */
    public static Schema of(Field<?>... fields) {
        return new Schema(List.of(fields), Optional.empty(), List.of());
    }

    /** Other names are refused. */
    public static Schema closed(Field<?>... fields) {
        Set<String> names =
                Stream.of(fields).map(Field::name).collect(Collectors.toUnmodifiableSet());
        return new Schema(List.of(fields), Optional.of(names), List.of());
    }

    /** With one more rule; the first that refuses ends the reading. */
    public Schema with(Rule<Values, ?> rule) {
        return new Schema(
                fields, closedNames, Stream.concat(rules.stream(), Stream.of(rule)).toList());
    }

    /** Reads an object or throws everything that is wrong with it. */
    public Values require(JsonNode input, Location at) {
        Problems problems = new Problems();
        return read(input, at, problems)
                .orElseThrow(() -> new InvalidRequestException(problems.list()));
    }

    @Override
    public Optional<Values> read(JsonNode input, Location at, Problems problems) {
        if (!input.isObject()) {
            return problems.add(
                    "model_attributes_type",
                    at,
                    "Input should be a valid dictionary or object to extract fields from",
                    input);
        }
        int before = problems.count();
        Values values = new Values();
        for (Field<?> field : fields) {
            readField(field, input, at, problems, values);
        }
        closedNames.ifPresent(names -> refuseOthers(names, input, at, problems));
        return problems.count() > before
                ? Optional.empty()
                : applyRules(values, input, at, problems);
    }

    private static <T> void readField(
            Field<T> field, JsonNode input, Location at, Problems problems, Values values) {
        field.read(input, at, problems).ifPresent(value -> values.put(field, value));
    }

    private static void refuseOthers(
            Set<String> names, JsonNode input, Location at, Problems problems) {
        input.properties()
                .forEach(
                        entry -> {
                            if (!names.contains(entry.getKey())) {
                                problems.add(
                                        "extra_forbidden",
                                        at.at(entry.getKey()),
                                        "Extra inputs are not permitted",
                                        entry.getValue());
                            }
                        });
    }

    private Optional<Values> applyRules(
            Values values, JsonNode input, Location at, Problems problems) {
        for (Rule<Values, ?> rule : rules) {
            try {
                rule.apply(values);
            } catch (Refusal refusal) {
                return problems.refuse(at, refusal, input);
            }
        }
        return Optional.of(values);
    }
}
