package lightrag.documents.section;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.documents.text.PythonText;

/**
 * A table's tag taken apart.
 *
 * @param attributes as written
 * @param body between the tags
 */
record TableTag(String attributes, String body) {

    private static final Pattern FORMAT = Pattern.compile("format\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final Pattern ID = Pattern.compile("(?<![\\w-])id\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final String OPENING = "<table";
    private static final String CLOSING = "</table>";

    /** Formats whose rows can be told apart. */
    enum Format {
        JSON,
        HTML
    }

    /** The tag a text begins with; empty when it begins with none. */
    static Optional<TableTag> of(String text) {
        String bare = PythonText.strip(text);
        int start =
                PythonText.start(bare, Math.min(OPENING.length(), bare.length()), bare.length());
        int end = bare.indexOf('>', start);
        int close = bare.indexOf(CLOSING, end + 1);
        boolean isTable =
                bare.startsWith(OPENING) && start > OPENING.length() && end >= 0 && close >= 0;
        return isTable
                ? Optional.of(
                        new TableTag(bare.substring(start, end), bare.substring(end + 1, close)))
                : Optional.empty();
    }

    String around(String rows) {
        return OPENING + " " + attributes + ">" + rows + CLOSING;
    }

    Optional<String> id() {
        Matcher id = ID.matcher(attributes);
        return id.find() ? Optional.of(PythonText.strip(id.group(1))) : Optional.empty();
    }

    /** As an attribute says, else as the body looks; empty for any other. */
    Optional<Format> format() {
        Matcher named = FORMAT.matcher(attributes);
        if (named.find()) {
            return switch (PythonText.strip(named.group(1)).toLowerCase(Locale.ROOT)) {
                case "json" -> Optional.of(Format.JSON);
                case "html" -> Optional.of(Format.HTML);
                default -> Optional.empty();
            };
        }
        String bare = PythonText.strip(body);
        if (bare.startsWith("[") || bare.startsWith("{")) {
            return Optional.of(Format.JSON);
        }
        return bare.toLowerCase(Locale.ROOT).contains("<tr")
                ? Optional.of(Format.HTML)
                : Optional.empty();
    }
}
