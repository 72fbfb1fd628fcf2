package lightrag.rest.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A list.
 *
 * @param min fewest items
 * @param max most items; a longer list is refused before its items are looked at
 */
public record ListKind<T>(Kind<T> item, int min, int max) implements Kind<List<T>> {

    public static <T> ListKind<T> of(Kind<T> item) {
        return new ListKind<>(item, 0, Integer.MAX_VALUE);
    }

    @Override
    public Optional<List<T>> read(JsonNode input, Location at, Problems problems) {
        if (!input.isArray()) {
            return problems.add("list_type", at, "Input should be a valid list", input);
        }
        if (input.size() > max) {
            return wrongSize("too_long", "at most ", max, "max_length", input, at, problems);
        }
        int before = problems.count();
        List<T> items = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            item.read(input.get(i), at.at(i), problems).ifPresent(items::add);
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        return items.size() < min
                ? wrongSize("too_short", "at least ", min, "min_length", input, at, problems)
                : Optional.of(List.copyOf(items));
    }

    private static <T> Optional<List<T>> wrongSize(
            String type,
            String bound,
            int limit,
            String name,
            JsonNode input,
            Location at,
            Problems problems) {
        String items = limit == 1 ? " item" : " items";
        return problems.add(
                type,
                at,
                "List should have "
                        + bound
                        + limit
                        + items
                        + " after validation, not "
                        + input.size(),
                input,
                Map.of("field_type", "List", name, limit, "actual_length", input.size()));
    }
}
