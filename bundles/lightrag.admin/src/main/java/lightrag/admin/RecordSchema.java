package lightrag.admin;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON schemas of the records that routes answer with, as {@link AdminJson} writes them. */
final class RecordSchema {

    private final Map<String, Object> schemas = new LinkedHashMap<>();

    /** Schemas of all records met so far, by name. */
    Map<String, Object> schemas() {
        return schemas;
    }

    /** The schema of a type, or a reference to it. */
    Map<String, Object> of(Type type) {
        return switch (type) {
            case ParameterizedType generic -> ofGeneric(generic);
            case Class<?> one when one.isRecord() -> reference(one);
            case Class<?> one when one.isEnum() ->
                    Map.of(
                            "type",
                            "string",
                            "enum",
                            Arrays.stream(one.getEnumConstants()).map(String::valueOf).toList());
            case Class<?> one -> simple(one);
            default -> Map.of();
        };
    }

    private static Map<String, Object> simple(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
            return Map.of("type", "integer");
        }
        if (type == double.class || type == float.class) {
            return Map.of("type", "number");
        }
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type == Duration.class) {
            return Map.of("type", "string", "format", "duration");
        }
        return type == Object.class ? Map.of() : Map.of("type", "string");
    }

    private Map<String, Object> ofGeneric(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return Map.of("anyOf", List.of(of(arguments[0]), Map.of("type", "null")));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return Map.of("type", "array", "items", of(arguments[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of("type", "object", "additionalProperties", of(arguments[1]));
        }
        return Map.of();
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of());
            schemas.put(name, object(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> object(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType()));
            required.add(component.getName());
        }
        return Map.of("type", "object", "properties", properties, "required", required);
    }
}
