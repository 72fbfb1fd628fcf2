package lightrag.tokenizer;

/**
 * Half characters have no UTF-8 form. The reference encodes them as U+FFFD, Java as a question
 * mark; replacing them first keeps token counts equal.
 */
final class LoneSurrogates {
    private LoneSurrogates() {}

    static String replace(String text) {
        int first = indexOf(text, 0);
        if (first < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (int i = first; i >= 0; i = indexOf(text, i + 1)) {
            clean.setCharAt(i, Utf8.REPLACEMENT);
        }
        return clean.toString();
    }

    private static int indexOf(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                i++;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i += 2;
            } else {
                return i;
            }
        }
        return -1;
    }
}
