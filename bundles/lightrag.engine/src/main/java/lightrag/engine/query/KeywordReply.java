package lightrag.engine.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import lightrag.engine.extract.LenientJson;
import lightrag.engine.text.JsonText;
import lightrag.engine.text.ThinkTags;
import org.jspecify.annotations.Nullable;

/** What a keyword model answers: one JSON object with two lists (rule QY-11). */
final class KeywordReply {

    private static final String HIGH = "high_level_keywords";
    private static final String LOW = "low_level_keywords";

    private KeywordReply() {}

    /** Empty when the reply holds no object; broken ones are repaired as far as possible. */
    static Optional<Keywords> parse(String reply) {
        String text = ThinkTags.remove(reply);
        int brace = text.indexOf('{');
        if (brace < 0) {
            return Optional.empty();
        }
        Map<String, Object> object = LenientJson.object(text, brace);
        return Optional.of(new Keywords(list(object.get(HIGH)), list(object.get(LOW))));
    }

    static String render(Keywords keywords) {
        return "{\""
                + HIGH
                + "\": "
                + render(keywords.high())
                + ", \""
                + LOW
                + "\": "
                + render(keywords.low())
                + "}";
    }

    private static String render(List<String> texts) {
        StringJoiner array = new StringJoiner(", ", "[", "]");
        texts.forEach(text -> array.add(JsonText.quote(text)));
        return array.toString();
    }

    private static List<String> list(@Nullable Object value) {
        List<String> keywords = new ArrayList<>();
        if (value instanceof String text) {
            for (String part : text.split("[\n,;]+")) {
                add(keywords, part);
            }
        } else if (value instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof String text) {
                    add(keywords, text);
                }
            }
        }
        return keywords;
    }

    private static void add(List<String> keywords, String text) {
        String trimmed = text.strip();
        if (!trimmed.isEmpty()) {
            keywords.add(trimmed);
        }
    }
}
