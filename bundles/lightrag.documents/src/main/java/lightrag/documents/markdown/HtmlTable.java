package lightrag.documents.markdown;

import java.util.Optional;
import lightrag.documents.text.PythonText;

/**
 * A table written in HTML.
 *
 * @param html from its first to its last tag
 * @param body what stands between these; all of it where that is nothing
 * @param head its {@code thead}, where that says anything
 */
record HtmlTable(String html, String body, Optional<String> head) {

    private static final String CLOSING = "</table>";

    /**
     * @param lines which begin with a table and end with the line that closes it
     */
    static HtmlTable of(String lines) {
        String text = PythonText.strip(lines);
        int close = lower(text).lastIndexOf(CLOSING);
        String html = text.substring(0, close + CLOSING.length());
        int open = endOfTag(html);
        String inner = open < 0 || close <= open ? "" : html.substring(open + 1, close);
        String body = PythonText.strip(inner);
        return new HtmlTable(html, body.isEmpty() ? html : body, head(html));
    }

    static boolean begins(String line) {
        return isTag(lower(line), 0, "<table");
    }

    static boolean ends(String line) {
        return lower(line).contains(CLOSING);
    }

    private static Optional<String> head(String html) {
        String lower = lower(html);
        int start = lower.indexOf("<thead");
        while (start >= 0 && !isTag(lower, start, "<thead")) {
            start = lower.indexOf("<thead", start + 1);
        }
        int end = start < 0 ? -1 : lower.indexOf("</thead>", start);
        return end < 0
                ? Optional.empty()
                : Optional.of(html.substring(start, end + "</thead>".length()))
                        .filter(
                                head ->
                                        !PythonText.strip(head.replaceAll("<[^>]+>", ""))
                                                .isEmpty());
    }

    /** Whether this tag, and not a longer one, stands there. */
    private static boolean isTag(String lower, int at, String tag) {
        int end = at + tag.length();
        return lower.startsWith(tag, at)
                && (end == lower.length() || " \t\r\n>/".indexOf(lower.charAt(end)) >= 0);
    }

    /** Position of the {@code >} of the first tag that is no part of a quoted value. */
    private static int endOfTag(String html) {
        char quote = 0;
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return -1;
    }

    /** Letters of ASCII only, so that positions stay what they are. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }
}
