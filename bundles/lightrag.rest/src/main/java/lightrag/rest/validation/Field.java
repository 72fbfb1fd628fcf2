package lightrag.rest.validation;

import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A named part of an object. Constants; compared by identity.
 *
 * @param <T> what {@link Values#get} returns
 */
public final class Field<T> {

    private final String name;
    private final Optional<T> whenAbsent;
    private final Optional<T> whenNull;
    private final Kind<T> kind;

    private Field(String name, Optional<T> whenAbsent, Optional<T> whenNull, Kind<T> kind) {
        this.name = name;
        this.whenAbsent = whenAbsent;
        this.whenNull = whenNull;
        this.kind = kind;
    }

    /** Must be there; null is judged by the kind. */
    public static <T> Field<T> required(String name, Kind<T> kind) {
        return new Field<>(name, Optional.empty(), Optional.empty(), kind);
    }

    /** May be absent; null is judged by the kind. */
    public static <T> Field<T> withDefault(String name, Kind<T> kind, T whenAbsent) {
        return new Field<>(name, Optional.of(whenAbsent), Optional.empty(), kind);
    }

    /** May be absent or null. */
    public static <T> Field<T> nullable(String name, Kind<T> kind, T whenAbsent, T whenNull) {
        return new Field<>(name, Optional.of(whenAbsent), Optional.of(whenNull), kind);
    }

    /** May be absent or null, which mean the same. */
    public static <T> Field<Optional<T>> optional(String name, Kind<T> kind) {
        return nullable(
                name,
                (input, at, problems) -> kind.read(input, at, problems).map(Optional::of),
                Optional.empty(),
                Optional.empty());
    }

    /** As {@link #optional} for integers. */
    public static Field<OptionalInt> optionalInt(String name, Kind<Integer> kind) {
        return nullable(
                name,
                (input, at, problems) -> kind.read(input, at, problems).map(OptionalInt::of),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    public String name() {
        return name;
    }

    Optional<T> read(JsonNode parent, Location at, Problems problems) {
        JsonNode input = parent.get(name);
        if (input == null) {
            JsonNode context = at.inBody() ? parent : NullNode.getInstance();
            return whenAbsent.isPresent()
                    ? whenAbsent
                    : problems.add("missing", at.at(name), "Field required", context);
        }
        return input.isNull() && whenNull.isPresent()
                ? whenNull
                : kind.read(input, at.at(name), problems);
    }
}
