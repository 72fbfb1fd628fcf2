package lightrag.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Settings as files hold them: one JSON object of dotted names. */
final class SettingsText {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private SettingsText() {}

    /**
     * @param lines whether a list of texts under this name is one text of several lines
     * @throws IllegalArgumentException it is no such object; the message quotes nothing of it,
     *     since that may be a secret
     */
    static Map<String, String> parse(String text, Predicate<String> lines) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is no complete JSON" + place(e));
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("must hold a JSON object of names and values");
        }
        Map<String, String> values = new TreeMap<>();
        node.properties()
                .forEach(
                        it -> {
                            String name = it.getKey();
                            values.put(name, value(name, it.getValue(), lines.test(name)));
                        });
        return values;
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : ": see line "
                        + e.getLocation().getLineNr()
                        + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static String value(String name, JsonNode value, boolean lines) {
        if (value.isNull()) {
            throw new IllegalArgumentException(
                    "has no value for " + name + ": leave the name out instead");
        }
        if (value.isArray() && lines) {
            return String.join("\n", value.valueStream().map(JsonNode::asString).toList());
        }
        return value.isContainer() ? value.toString() : value.asString();
    }

    static String write(Map<String, String> values) {
        return JSON.writeValueAsString(new TreeMap<>(values)) + "\n";
    }
}
