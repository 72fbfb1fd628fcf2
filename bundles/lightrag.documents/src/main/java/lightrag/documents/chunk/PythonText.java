package lightrag.documents.chunk;

/** Text operations with the reference's notion of white space, which differs from Java's. */
final class PythonText {
    private PythonText() {}

    static boolean isSpace(char c) {
        return switch (c) {
            case '\t', '\n', 0x0B, '\f', '\r', 0x1C, 0x1D, 0x1E, 0x1F, ' ' -> true;
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200A;
        };
    }

    /** The text without white space at both ends. */
    static String strip(String text) {
        int start = start(text, 0, text.length());
        return text.substring(start, end(text, start, text.length()));
    }

    /** First position of {@code [from, to)} that is no white space, or {@code to}. */
    static int start(String text, int from, int to) {
        int i = from;
        while (i < to && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Position behind the last character of {@code [from, to)} that is no white space. */
    static int end(String text, int from, int to) {
        int i = to;
        while (i > from && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }
}
