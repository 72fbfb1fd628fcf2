package lightrag.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Settings without what must stay secret (rule RL-6). */
final class PublicSettings {

    private static final Pattern SECRET =
            Pattern.compile(
                    "(^|\\.)(key|secret|password|credentials?|token\\.secret|accounts|api\\.token)($|\\.)");

    private PublicSettings() {}

    static Map<String, String> of(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>();
        properties.forEach(
                (name, value) -> {
                    if (!SECRET.matcher(name).find()) {
                        shown.put(name, value);
                    }
                });
        return shown;
    }
}
