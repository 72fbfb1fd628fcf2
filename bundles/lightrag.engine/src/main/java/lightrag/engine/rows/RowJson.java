package lightrag.engine.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.StorageFailureException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON in UTF-8, and what rows share in reading and writing it. */
public final class RowJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private RowJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * @throws StorageFailureException the row is no JSON object
     */
    static ObjectNode read(byte[] value) {
        try {
            if (MAPPER.readTree(value) instanceof ObjectNode row) {
                return row;
            }
        } catch (JacksonException e) {
            throw new StorageFailureException(
                    "A stored row is no JSON object: " + e.getOriginalMessage(), e);
        }
        throw new StorageFailureException("A stored row is JSON, but no object.");
    }

    static byte[] write(ObjectNode row) {
        return MAPPER.writeValueAsBytes(row);
    }

    static String text(JsonNode row, String name) {
        return row.path(name).asString("");
    }

    static Optional<String> optionalText(JsonNode row, String name) {
        JsonNode value = row.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            texts.add(item.asString());
        }
        return texts;
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
        texts.forEach(array::add);
        return array;
    }

    /** A JSON object as a map; null members are left out. Numbers are Integer, Long or Double. */
    public static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties()
                .forEach(
                        entry ->
                                value(entry.getValue()).ifPresent(v -> map.put(entry.getKey(), v)));
        return map;
    }

    private static Optional<Object> value(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return Optional.empty();
        }
        if (node.isObject()) {
            return Optional.of(map(node));
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> value(item).ifPresent(list::add));
            return Optional.of(list);
        }
        if (node.isNumber()) {
            return Optional.of(node.numberValue());
        }
        return Optional.of(node.isBoolean() ? (Object) node.booleanValue() : node.asString());
    }

    static JsonNode tree(Map<String, Object> map) {
        return MAPPER.valueToTree(map);
    }
}
