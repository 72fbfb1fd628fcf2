package lightrag.engine.extract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.engine.text.PythonText;
import org.jspecify.annotations.Nullable;

/** Reads replies of one JSON object (rules EX-45 to EX-47). */
public final class JsonReplyParser {

    private static final Pattern FENCE =
            Pattern.compile("^\\s*```(?:json|JSON)?\\s*\\n?(.*?)\\n?\\s*```\\s*$", Pattern.DOTALL);

    private JsonReplyParser() {}

    /** The records of a reply; empty when no object could be found in it. */
    static Optional<Records> parse(String reply, Provenance from) {
        Map<String, Object> object = object(reply);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        Records records = Records.empty();
        objects(object.get("entities"))
                .forEach(
                        map ->
                                RecordCleaner.entity(
                                                text(map, "name"),
                                                text(map, "type"),
                                                text(map, "description"),
                                                from)
                                        .ifPresent(records::add));
        objects(object.get("relationships"))
                .forEach(
                        map ->
                                RecordCleaner.relation(
                                                text(map, "source"),
                                                text(map, "target"),
                                                text(map, "keywords"),
                                                text(map, "description"),
                                                from)
                                        .ifPresent(records::add));
        return Optional.of(records);
    }

    /** Whether a reply is JSON by its looks. */
    static boolean looksLikeJson(String reply) {
        String bare = unfenced(reply).strip();
        return bare.startsWith("{") || bare.startsWith("[");
    }

    /**
     * The object of a reply, without the text around it; empty when there is none. An array at the
     * top is no answer.
     */
    public static Map<String, Object> object(String reply) {
        String bare = unfenced(reply);
        int opener = firstOpener(bare);
        return opener < 0 || bare.charAt(opener) == '['
                ? Map.of()
                : LenientJson.object(bare, opener);
    }

    private static String unfenced(String reply) {
        Matcher fence = FENCE.matcher(reply);
        return fence.matches() ? fence.group(1) : reply;
    }

    /** Index of the first bracket or brace outside double quotes, or -1. */
    private static int firstOpener(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '[')) {
                return i;
            }
        }
        return -1;
    }

    private static List<Map<?, ?>> objects(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(item -> (Map<?, ?>) item)
                .toList();
    }

    /**
     * A missing value and null alike are empty; the reference would make a thing named None of the
     * latter.
     */
    private static String text(Map<?, ?> object, String name) {
        Object value = object.get(name);
        return value == null || value instanceof Optional<?> ? "" : PythonText.of(value);
    }
}
