package lightrag.engine.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values as Python's {@code str} and {@code repr} write them, where stored data depends on it. */
public final class PythonText {

    private PythonText() {}

    /**
     * {@code str} of a value read from JSON.
     *
     * @param value String, Number, Boolean, List, Map or an empty Optional for null
     */
    public static String of(Object value) {
        return value instanceof String text ? text : repr(value);
    }

    /** {@code repr} of such a value. */
    public static String repr(Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case Boolean bool -> bool ? "True" : "False";
            case Optional<?> optional -> optional.isPresent() ? repr(optional.get()) : "None";
            case List<?> list ->
                    list.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }

    /** Single quotes, unless the text has some and no double ones. */
    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> out.append(c == quote ? "\\" + c : String.valueOf(c));
            }
        }
        return out.append(quote).toString();
    }

    /** {@code str.isspace} of one character; wider than {@link Character#isWhitespace(char)}. */
    public static boolean isSpace(char c) {
        return switch (c) {
            case ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default ->
                    (c >= 0x09 && c <= 0x0D)
                            || (c >= 0x1C && c <= 0x1F)
                            || (c >= 0x2000 && c <= 0x200A);
        };
    }

    /** {@code str.strip()}. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
