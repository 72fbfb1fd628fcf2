package lightrag.rest.validation;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A kind of value: how JSON becomes a {@code T}. Implementations are immutable. */
@FunctionalInterface
public interface Kind<T> {

    /** The value, or empty after at least one problem was noted. */
    Optional<T> read(JsonNode input, Location at, Problems problems);

    /** This kind with a rule that is applied to well-formed values. */
    default <R> Kind<R> then(Rule<? super T, ? extends R> rule) {
        return (input, at, problems) -> {
            Optional<T> value = read(input, at, problems);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(rule.apply(value.get()));
            } catch (Refusal refusal) {
                return problems.refuse(at, refusal, input);
            }
        };
    }
}
