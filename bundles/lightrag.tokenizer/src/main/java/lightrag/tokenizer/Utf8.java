package lightrag.tokenizer;

/**
 * UTF-8 to text, replacing what is malformed by one U+FFFD for each maximal prefix of a valid
 * sequence, as Python's {@code errors="replace"} and the Unicode standard (table 3-7) have it.
 * Java's own decoder counts encoded surrogates differently.
 */
final class Utf8 {

    static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int lead = bytes[i] & 0xFF;
            if (lead < 0x80) {
                text.append((char) lead);
                i++;
            } else {
                i += sequence(bytes, i, lead, text);
            }
        }
        return text.toString();
    }

    /** Appends the character at {@code at}, or a replacement; returns the bytes used, 1 to 4. */
    private static int sequence(byte[] bytes, int at, int lead, StringBuilder text) {
        int length = length(lead);
        int valid = 1;
        while (valid < length
                && at + valid < bytes.length
                && continues(lead, valid, bytes[at + valid] & 0xFF)) {
            valid++;
        }
        if (length == 0 || valid < length) {
            text.append(REPLACEMENT);
            return valid;
        }
        int codePoint = lead & (0x7F >> length);
        for (int k = 1; k < length; k++) {
            codePoint = codePoint << 6 | bytes[at + k] & 0x3F;
        }
        text.appendCodePoint(codePoint);
        return length;
    }

    /** Bytes of a sequence with this first byte; 0 where none starts with it. */
    private static int length(int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return 2;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return 3;
        }
        return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    }

    /** Whether a byte may stand at this position; the second byte rules out overlong forms. */
    private static boolean continues(int lead, int position, int value) {
        int low = 0x80;
        int high = 0xBF;
        if (position == 1) {
            switch (lead) {
                case 0xE0 -> low = 0xA0;
                case 0xED -> high = 0x9F;
                case 0xF0 -> low = 0x90;
                case 0xF4 -> high = 0x8F;
                default -> {}
            }
        }
        return value >= low && value <= high;
    }
}
