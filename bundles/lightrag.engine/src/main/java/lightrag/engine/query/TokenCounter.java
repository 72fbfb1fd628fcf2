package lightrag.engine.query;

import lightrag.engine.text.TokenMemory;
import lightrag.spi.text.Tokenizer;

/**
 * Counts tokens of context lines, remembering what it counted.
 *
 * <p>Exact, because it only splits where the vocabulary's own first pass splits as well: before and
 * after a run that starts and ends with a letter or digit, next to a quote, and after a line end
 * that follows a closing brace. So a chunk's text is counted once however often its reference
 * number changes (see {@link ChunkBody}).
 *
 * <p>A wrong count, see {@link TokenMemory}, would only misjudge a budget by one line.
 */
final class TokenCounter {

    /** 32 KiB of memory. */
    private static final int SLOTS = 1 << 12;

    /** 2 MiB, for the lines of some 200,000 relations, entities and chunks. */
    private static final int SLOTS_MAX = 1 << 18;

    private final TokenMemory memory;

    TokenCounter(Tokenizer tokenizer) {
        this.memory = new TokenMemory(tokenizer, SLOTS, SLOTS_MAX);
    }

    /** Tokens of a text. */
    int count(String text) {
        return text.isEmpty() ? 0 : memory.count(text);
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

    /**
     * @param alone tokens of the line
     * @param joined tokens of the line and a line end
     */
    record LineTokens(int alone, int joined) {}
}
