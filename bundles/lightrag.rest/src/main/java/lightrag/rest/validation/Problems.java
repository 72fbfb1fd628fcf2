package lightrag.rest.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong while one request is read. Not thread-safe. */
public final class Problems {
    private final List<Problem> noted = new ArrayList<>();

    /** Notes a problem; the empty result is what a {@link Kind} returns then. */
    public <T> Optional<T> add(String type, Location at, String message, JsonNode input) {
        return add(type, at, message, input, Map.of());
    }

    /** The same with limits for {@code ctx}. */
    public <T> Optional<T> add(
            String type, Location at, String message, JsonNode input, Map<String, Object> context) {
        noted.add(new Problem(type, at.steps(), message, input, context));
        return Optional.empty();
    }

    /**
     * A rule of ours that a well-formed value breaks; {@code ctx} is an empty error object, as
     * clients know it.
     */
    public <T> Optional<T> refuse(Location at, Refusal refusal, JsonNode input) {
        return add(
                "value_error",
                at,
                "Value error, " + refusal.reason(),
                input,
                Map.of("error", Map.of()));
    }

    public int count() {
        return noted.size();
    }

    public List<Problem> list() {
        return List.copyOf(noted);
    }
}
