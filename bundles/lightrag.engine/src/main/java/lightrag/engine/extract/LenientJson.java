package lightrag.engine.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON as models write it: single quotes, bare words, trailing commas and missing ends are
 * forgiven. What is valid JSON is read as the standard says. Never throws; nesting deeper than a
 * limit is cut off.
 *
 * <p>Values are String, Long, Double, Boolean, List, Map, or an empty Optional for null.
 */
public final class LenientJson {

    private static final int DEPTH_MAX = 64;

    private final String text;
    private int at;

    private LenientJson(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The object that begins at an opening brace. */
    public static Map<String, Object> object(String text, int brace) {
        return new LenientJson(text, brace).object(0);
    }

    private Map<String, Object> object(int depth) {
        at++;
        Map<String, Object> members = new LinkedHashMap<>();
        while (skipTo('}')) {
            int before = at;
            String key = key();
            skipBlanks();
            if (peek() == ':') {
                at++;
                skipBlanks();
                members.put(key, value(depth + 1));
            }
            skipComma();
            if (at == before) {
                at++;
            }
        }
        return members;
    }

    private List<Object> array(int depth) {
        at++;
        List<Object> items = new ArrayList<>();
        while (skipTo(']')) {
            int before = at;
            if (peek() == '}') {
                break; // the closing bracket is missing; the brace belongs to the object around
            }
            items.add(value(depth + 1));
            skipComma();
            if (at == before) {
                at++;
            }
        }
        return items;
    }

    private Object value(int depth) {
        return switch (peek()) {
            case '{' -> depth > DEPTH_MAX ? cutOff() : object(depth);
            case '[' -> depth > DEPTH_MAX ? cutOff() : array(depth);
            case '"', '\'' -> string();
            default -> word();
        };
    }

    private String cutOff() {
        at = text.length();
        return "";
    }

    private String key() {
        char c = peek();
        if (c == '"' || c == '\'') {
            return string();
        }
        int start = at;
        while (at < text.length() && ":,}\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private String string() {
        char quote = text.charAt(at++);
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return out.toString();
            }
            if (c == '\\' && at < text.length()) {
                escape(out);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void escape(StringBuilder out) {
        char c = text.charAt(at++);
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append(latexOr('\b', "\\b"));
            case 'f' -> out.append(latexOr('\f', "\\f"));
            case 'u' -> unicode(out);
            case '"', '\'', '\\', '/' -> out.append(c);
            default -> out.append('\\').append(c);
        }
    }

    /**
     * Rule EX-46: a control sign before a letter was the start of a LaTeX command with too few
     * backslashes.
     */
    private String latexOr(char control, String command) {
        char next = peek();
        boolean letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        return letter ? command : String.valueOf(control);
    }

    private void unicode(StringBuilder out) {
        int end = Math.min(text.length(), at + 4);
        String hex = text.substring(at, end);
        if (hex.length() == 4 && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            out.append((char) Integer.parseInt(hex, 16));
            at = end;
        } else {
            out.append("\\u");
        }
    }

    /** A number, a literal, or a bare text up to the next structural sign. */
    private Object word() {
        int start = at;
        while (at < text.length() && ",}]\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at).strip();
        return switch (word) {
            case "true", "True" -> true;
            case "false", "False" -> false;
            case "null", "None", "" -> Optional.empty();
            default -> number(word);
        };
    }

    private static Object number(String word) {
        char first = word.charAt(0);
        if (first != '-' && !(first >= '0' && first <= '9')) {
            return word;
        }
        try {
            return word.matches("-?\\d{1,18}") ? (Object) Long.valueOf(word) : Double.valueOf(word);
        } catch (NumberFormatException e) {
            return word;
        }
    }

    /** Moves to the next item; false, behind the end sign, when there is none. */
    private boolean skipTo(char end) {
        skipBlanks();
        if (at >= text.length()) {
            return false;
        }
        if (text.charAt(at) == end) {
            at++;
            return false;
        }
        return true;
    }

    private void skipComma() {
        skipBlanks();
        while (peek() == ',') {
            at++;
            skipBlanks();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** The next character, or one that means nothing here at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
