package lightrag.engine.query;

import java.util.concurrent.atomic.AtomicLongArray;
import lightrag.spi.text.Tokenizer;

/**
 * Counts tokens of context lines, remembering what it counted.
 *
 * <p>Exact, because it only splits where the vocabulary's own first pass splits as well: before and
 * after a run that starts and ends with a letter or digit, next to a quote, and after a line end
 * that follows a closing brace. So a chunk's text is counted once however often its reference
 * number changes (see {@link ChunkBody}).
 *
 * <p>The memory is a fixed table of 2^15 slots (256 KiB) of 44 bits of hash and 20 bits of count; a
 * wrong hit is as likely as one in 2^44 a look-up and would only misjudge a budget by one line.
 */
final class TokenCounter {

    private static final int SLOTS = 1 << 15;
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final Tokenizer tokenizer;
    private final AtomicLongArray counted = new AtomicLongArray(SLOTS);

    TokenCounter(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Tokens of a text. */
    int count(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        long hash = hash(text);
        int slot = (int) (hash & (SLOTS - 1));
        long tag = hash & ~COUNT_MASK;
        long entry = counted.getOpaque(slot);
        if (entry != 0 && (entry & ~COUNT_MASK) == tag) {
            return (int) (entry & COUNT_MASK);
        }
        int count = tokenizer.count(text);
        if (count < COUNT_MASK) {
            counted.setOpaque(slot, tag | count);
        }
        return count;
    }

    /**
     * Tokens of a line that is a JSON object, alone and with the line end that joins it to a next
     * one.
     */
    LineTokens line(String line) {
        int end = afterLastWord(line);
        if (end == 0 || isMark(line, end)) {
            return new LineTokens(count(line), count(line + "\n"));
        }
        int body = count(line.substring(0, end));
        String tail = line.substring(end);
        return new LineTokens(body + count(tail), body + count(tail + "\n"));
    }

    /**
     * Tokens of a chunk's line.
     *
     * @param prefix ends with a quote after a blank
     * @param suffix without letters and digits at its start
     */
    LineTokens line(String prefix, ChunkBody body, String suffix) {
        String text = body.escaped();
        int end = afterLastWord(text);
        if (end == 0 || isMark(text, end) || !startsWithWord(text)) {
            return line(prefix + text + suffix);
        }
        LineTokens tail = line(text.substring(end) + suffix);
        int before = count(prefix) + body.wordTokens(this, end);
        return new LineTokens(before + tail.alone(), before + tail.joined());
    }

    /** Tokens of a text that its owner remembers. */
    int countOnce(String text) {
        return tokenizer.count(text);
    }

    private static boolean startsWithWord(String text) {
        return !text.isEmpty() && isWord(text.codePointAt(0));
    }

    /** Index behind the last letter or digit; 0 when there is none. */
    private static int afterLastWord(String text) {
        int end = text.length();
        while (end > 0) {
            int point = text.codePointBefore(end);
            if (isWord(point)) {
                return end;
            }
            end -= Character.charCount(point);
        }
        return 0;
    }

    /**
     * Letters and numbers as the vocabulary's first pass has them: fractions and superscripts are
     * numbers too.
     */
    private static boolean isWord(int point) {
        return Character.isLetterOrDigit(point)
                || switch (Character.getType(point)) {
                    case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
                    default -> false;
                };
    }

    /** A combining mark belongs to the word before it. */
    private static boolean isMark(String text, int index) {
        if (index >= text.length()) {
            return false;
        }
        int type = Character.getType(text.codePointAt(index));
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** 64-bit multiplicative hash with a final mix (constants of MurmurHash3's finaliser). */
    private static long hash(String text) {
        long h = 0x9E3779B97F4A7C15L ^ text.length();
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0xFF51AFD7ED558CCDL;
            h ^= h >>> 29;
        }
        h *= 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 32);
    }

    /**
     * @param alone tokens of the line
     * @param joined tokens of the line and a line end
     */
    record LineTokens(int alone, int joined) {}
}
