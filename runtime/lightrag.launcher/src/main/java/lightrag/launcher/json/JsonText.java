package lightrag.launcher.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as plain Java values: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code
 * Boolean}.
 */
public final class JsonText {

    /** Stands for JSON's null, which no map or list of ours holds. */
    public static final Object ABSENT =
            new Object() {
                @Override
                public String toString() {
                    return "null";
                }
            };

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /**
     * Reads a file that holds one object.
     *
     * @throws IllegalArgumentException when it holds anything else; the message names the file
     */
    public static Map<String, Object> readObject(Path file) {
        try {
            return readObject(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /**
     * Reads one object.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Map<String, Object> readObject(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            return object(value(parser));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The value as an object.
     *
     * @throws IllegalArgumentException when it is none
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("an object is expected here, not " + value);
    }

    /**
     * The value as a list.
     *
     * @throws IllegalArgumentException when it is none
     */
    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new IllegalArgumentException("a list is expected here, not " + value);
    }

    /** The text as a JSON string, quotes included. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("the text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> objectValue(parser);
            case START_ARRAY -> listValue(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> ABSENT;
            default -> throw new IllegalArgumentException("unexpected " + token);
        };
    }

    private static Map<String, Object> objectValue(JsonParser parser) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<Object> listValue(JsonParser parser) {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }
}
