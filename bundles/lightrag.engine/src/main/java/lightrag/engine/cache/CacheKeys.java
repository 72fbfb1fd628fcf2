package lightrag.engine.cache;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import lightrag.api.ChatMessage;
import lightrag.engine.text.Hashing;
import lightrag.engine.text.JsonText;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.ModelRole;

/** Keys of kept replies: {@code <mode>:<type>:<md5>} (rules CA-1 and CA-10 to CA-13). */
public final class CacheKeys {

    /** Mode of everything that belongs to no question. */
    public static final String DEFAULT_MODE = "default";

    private static final String FORMAT_MARK = "\n<response_format>\n";
    private static final String IDENTITY_MARK = "\n<llm_identity>\n";
    private static final String JSON_OBJECT = "{\"type\":\"json_object\"}";

    private CacheKeys() {}

    public static String key(String mode, CacheKind kind, String hash) {
        return mode + ":" + kind.wire() + ":" + hash;
    }

    /**
     * Which model answered, as compact JSON with sorted keys; a change of it misses every kept
     * reply.
     */
    public static String identity(ModelInfo model, ModelRole role) {
        return "{\"binding\":"
                + JsonText.quote(model.binding())
                + ",\"host\":"
                + model.host().map(JsonText::quote).orElse("null")
                + ",\"model\":"
                + JsonText.quote(model.model())
                + ",\"role\":"
                + JsonText.quote(role.wire())
                + "}";
    }

    /** The hash of an extraction or summary call; see {@link #promptText}. */
    public static String extractHash(String promptText, boolean json, String identity) {
        return Hashing.arguments(
                promptText, FORMAT_MARK, json ? JSON_OBJECT : "", IDENTITY_MARK, identity);
    }

    /**
     * What was asked, in one text: user message, system message, history; absent parts left out.
     */
    public static String promptText(
            String user, Optional<String> system, List<ChatMessage> history) {
        StringJoiner text = new StringJoiner("\n");
        addIfAny(text, TextCleaner.sanitize(user));
        system.map(TextCleaner::sanitize).ifPresent(value -> addIfAny(text, value));
        if (!history.isEmpty()) {
            StringJoiner messages = new StringJoiner(", ", "[", "]");
            history.forEach(
                    message ->
                            messages.add(
                                    "{\"role\": "
                                            + JsonText.quote(message.role())
                                            + ", \"content\": "
                                            + JsonText.quote(
                                                    TextCleaner.sanitize(message.content()))
                                            + "}"));
            text.add(messages.toString());
        }
        return text.toString();
    }

    private static void addIfAny(StringJoiner all, String text) {
        if (!text.isEmpty()) {
            all.add(text);
        }
    }

    /** The hash of a keyword call (rule CA-12). */
    public static String keywordsHash(String mode, String query, String language, String identity) {
        return Hashing.arguments(mode, query, language, IDENTITY_MARK, identity);
    }

    /**
     * The hash of an answer (rule CA-13).
     *
     * @param settings from the version text to the content-headings switch, in the rule's order
     */
    public static String answerHash(List<Object> settings, String identity) {
        Object[] all = new Object[settings.size() + 2];
        settings.toArray(all);
        all[settings.size()] = IDENTITY_MARK;
        all[settings.size() + 1] = identity;
        return Hashing.arguments(all);
    }
}
