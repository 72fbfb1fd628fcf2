package lightrag.engine.text;

/** Removes what reasoning models think aloud (rule EX-71). */
public final class ThinkTags {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private ThinkTags() {}

    /** The reply without its thoughts, trimmed. An opening tag that is never closed stays. */
    public static String remove(String reply) {
        if (!reply.contains(CLOSE)) {
            return PythonText.strip(reply);
        }
        StringBuilder out = new StringBuilder(reply);
        int close = out.indexOf(CLOSE);
        int open = out.indexOf(OPEN);
        if (open < 0 || close < open) {
            out.delete(0, close + CLOSE.length());
        }
        int start = out.indexOf(OPEN);
        while (start >= 0) {
            int end = out.indexOf(CLOSE, start);
            if (end < 0) {
                break;
            }
            out.delete(start, end + CLOSE.length());
            start = out.indexOf(OPEN, start);
        }
        return PythonText.strip(out.toString());
    }
}
