package lightrag.model.openai;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes request bodies and opens replies token by token; nothing here builds a tree. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** What fills an object. */
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator out);
    }

    /** What is done with each member of an object; the parser stands on its value. */
    @FunctionalInterface
    interface Member {
        void read(String name, JsonParser in);
    }

    static byte[] object(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            members.write(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Members whose values are JSON text already. */
    static void writeRaw(JsonGenerator out, Map<String, String> members) {
        members.forEach(
                (name, value) -> {
                    out.writeName(name);
                    out.writeRawValue(value);
                });
    }

    /** A parser that stands on the first token. */
    static JsonParser parse(byte[] json) {
        JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json);
        in.nextToken();
        return in;
    }

    /** A parser that stands on the first token. */
    static JsonParser parse(String json) {
        JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json);
        in.nextToken();
        return in;
    }

    /**
     * Visits each member of the object the parser stands on; a value that is no object has none.
     */
    static void eachMember(JsonParser in, Member member) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            member.read(name, in);
            in.skipChildren();
        }
    }

    /** Visits each element of the array the parser stands on; a value that is no array has none. */
    static void eachElement(JsonParser in, Runnable element) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            element.run();
            in.skipChildren();
        }
    }

    /** The text of the value the parser stands on; empty unless it is a string. */
    static String text(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_STRING ? in.getString() : "";
    }

    /** The number the parser stands on as a whole one; 0 unless it is a number. */
    static long number(JsonParser in) {
        return in.currentToken() != null && in.currentToken().isNumeric() ? in.getValueAsLong() : 0;
    }

    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> append(out, (char) c));
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < ' ') {
            out.append("\\u00")
                    .append(Character.forDigit(c >> 4, 16))
                    .append(Character.forDigit(c & 15, 16));
        } else {
            out.append(c);
        }
    }

    /**
     * Whether a text is one number, boolean, array or object and nothing more.
     *
     * @throws JacksonException it is not JSON at all
     */
    static boolean isValue(String text) {
        try (JsonParser in = parse(text)) {
            JsonToken first = in.currentToken();
            if (first == null || first == JsonToken.VALUE_STRING || first == JsonToken.VALUE_NULL) {
                return false;
            }
            in.skipChildren();
            return in.nextToken() == null;
        }
    }
}
