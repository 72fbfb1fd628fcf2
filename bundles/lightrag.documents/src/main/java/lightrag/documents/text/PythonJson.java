package lightrag.documents.text;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** JSON as Python's {@code json.dumps(…, ensure_ascii=False)} writes it: ids are made from it. */
public final class PythonJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PythonJson() {}

    /** The array that a text holds; empty where it holds anything else. */
    public static Optional<JsonNode> array(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isArray);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The value of a Java object of lists and texts. */
    public static JsonNode value(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static String write(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isArray()) {
            out.append('[');
            String between = "";
            for (JsonNode child : node) {
                out.append(between);
                write(child, out);
                between = ", ";
            }
            out.append(']');
        } else if (node.isObject()) {
            out.append('{');
            String between = "";
            for (var field : node.properties()) {
                out.append(between).append(MAPPER.writeValueAsString(field.getKey())).append(": ");
                write(field.getValue(), out);
                between = ", ";
            }
            out.append('}');
        } else {
            out.append(MAPPER.writeValueAsString(node));
        }
    }
}
