package lightrag.rest.validation;

import java.util.IdentityHashMap;

/** The values of a schema's fields after a successful reading. */
public final class Values {
    private final IdentityHashMap<Field<?>, Object> values = new IdentityHashMap<>();

    Values() {}

    <T> void put(Field<T> field, T value) {
        values.put(field, value);
    }

    /**
     * The value of a field.
     *
     * @throws IllegalArgumentException the field is not of this schema
     */
    @SuppressWarnings("unchecked") // put() stores a T for a Field<T>
    public <T> T get(Field<T> field) {
        Object value = values.get(field);
        if (value == null) {
            throw new IllegalArgumentException("no field " + field.name() + " in this schema");
        }
        return (T) value;
    }
}
