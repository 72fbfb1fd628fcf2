package lightrag.rest.validation;

/** Blank and trimmed text as Python sees it, whose notion of blanks is wider than Java's. */
public final class PlainText {
    private PlainText() {}

    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(PlainText::isSpace);
    }

    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** All of Unicode's spaces are in the basic plane. */
    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}
