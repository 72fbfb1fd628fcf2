package lightrag.api;

/** Text order and length by Unicode code point, as Python and the stored formats have them. */
public final class CodePoints {
    private CodePoints() {}

    /** Code-point order; differs from {@link String#compareTo} above U+FFFF. */
    public static int compare(String a, String b) {
        int limit = Math.min(a.length(), b.length());
        for (int i = 0; i < limit; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogateX = Character.isSurrogate(x);
                return surrogateX == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : surrogateX ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Length in code points. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The first {@code max} code points. */
    public static String truncate(String text, int max) {
        return length(text) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }
}
