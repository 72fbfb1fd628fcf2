package lightrag.config;

import java.util.List;
import java.util.Locale;

/**
 * One name of the catalogue.
 *
 * @param name as in the environment; may end in {@code *} for any ending
 * @param pids without the prefix {@code lightrag.}; empty = nobody reads it
 * @param key property within these PIDs
 * @param defaultValue raw text, may hold <code>${NAME}</code> or <code>${NAME?}</code>; empty =
 *     none
 * @param section heading it stands under
 * @param meaning one sentence
 */
public record CatalogueRow(
        String name,
        List<String> pids,
        String key,
        ValueType type,
        String typeText,
        String defaultValue,
        Status status,
        String section,
        String meaning) {

    /** How a name compares with the reference. */
    public enum Status {
        SAME("as the reference"),
        OTHER("other default"),
        OWN("only here"),
        NOT_APPLICABLE("without effect");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        static Status parse(String text) {
            return text.equals("n/a") ? NOT_APPLICABLE : valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public CatalogueRow {
        pids = List.copyOf(pids);
    }

    boolean pattern() {
        return name.endsWith("*");
    }

    boolean covers(String other) {
        return pattern()
                ? other.startsWith(name.substring(0, name.length() - 1))
                : other.equals(name);
    }

    /** The rule for keys that the catalogue does not give: lower case, {@code _} to dot. */
    static String keyOf(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
