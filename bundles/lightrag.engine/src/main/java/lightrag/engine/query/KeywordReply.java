package lightrag.engine.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import lightrag.engine.text.JsonText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a keyword model answers: one JSON object with two lists (rule QY-11). */
final class KeywordReply {

    private static final String HIGH = "high_level_keywords";
    private static final String THOUGHT_END = "</think>";
    private static final String LOW = "low_level_keywords";

    /** Forgives what models get wrong most. */
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private KeywordReply() {}

    /** Empty when the reply is no object, however it is repaired. */
    static Optional<Keywords> parse(String reply) {
        int open = reply.indexOf('{', Math.max(0, reply.lastIndexOf(THOUGHT_END)));
        int close = reply.lastIndexOf('}');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        try {
            JsonNode object = LENIENT.readTree(reply.substring(open, close + 1));
            return Optional.of(new Keywords(list(object.path(HIGH)), list(object.path(LOW))));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static String render(Keywords keywords) {
        return "{\"" + HIGH + "\": " + render(keywords.high()) + ", \"" + LOW + "\": " + render(keywords.low()) + "}";
    }

    private static String render(List<String> texts) {
        StringJoiner array = new StringJoiner(", ", "[", "]");
        texts.forEach(text -> array.add(JsonText.quote(text)));
        return array.toString();
    }

    private static List<String> list(JsonNode value) {
        List<String> keywords = new ArrayList<>();
        if (value.isString()) {
            for (String part : value.asString().split("[\n,;]+")) {
                add(keywords, part);
            }
        } else {
            value.values().stream().filter(JsonNode::isString).forEach(item -> add(keywords, item.asString()));
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
