package lightrag.rest.ollama;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.api.QueryMode;

/**
 * What a chat message asks for: {@code /mode }, {@code /modecontext} and {@code /mode[hint]} in
 * front of the question choose how it is answered.
 *
 * @param query the question without its prefix, as written otherwise
 * @param onlyContext the context is wanted, not an answer
 * @param userPrompt the hint in brackets
 */
record ChatPrompt(String query, QueryMode mode, boolean onlyContext, Optional<String> userPrompt) {

    private static final Pattern HINT = Pattern.compile("/([a-z]*)\\[([^\\n]*?)\\]([\\s\\S]*)");

    private record Choice(QueryMode mode, boolean onlyContext) {}

    /** The blank belongs to the prefix where one is; tried in this order. */
    private static final Map<String, Choice> PREFIXES = prefixes();

    private static Map<String, Choice> prefixes() {
        Map<String, Choice> prefixes = new LinkedHashMap<>();
        for (QueryMode mode : QueryMode.values()) {
            prefixes.put("/" + mode.wire() + " ", new Choice(mode, false));
            if (mode != QueryMode.BYPASS) {
                prefixes.put("/" + mode.wire() + "context", new Choice(mode, true));
            }
        }
        prefixes.put("/context", new Choice(QueryMode.MIX, true));
        return prefixes;
    }

    static ChatPrompt parse(String message) {
        Matcher hint = HINT.matcher(message);
        if (!hint.matches()) {
            return ofPrefix(message, Optional.empty());
        }
        String rest = hint.group(3).stripLeading();
        String mode = hint.group(1);
        return ofPrefix(
                mode.isEmpty() ? rest : "/" + mode + " " + rest, Optional.of(hint.group(2)));
    }

    private static ChatPrompt ofPrefix(String text, Optional<String> userPrompt) {
        for (Map.Entry<String, Choice> prefix : PREFIXES.entrySet()) {
            if (text.startsWith(prefix.getKey())) {
                Choice choice = prefix.getValue();
                String query = text.substring(prefix.getKey().length()).stripLeading();
                return new ChatPrompt(query, choice.mode(), choice.onlyContext(), userPrompt);
            }
        }
        return new ChatPrompt(text, QueryMode.MIX, false, userPrompt);
    }
}
