package lightrag.model.embedded.embedding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into words by BERT's rules for uncased models: controls dropped, ideographs single,
 * accents and case folded, every punctuation mark a word of its own.
 */
final class BertText {
    private BertText() {}

    static List<String> words(String text) {
        String folded = Normalizer.normalize(cleaned(text), Normalizer.Form.NFD);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        folded.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .map(Character::toLowerCase)
                .forEach(c -> append(c, word, words));
        flush(word, words);
        return words;
    }

    private static void append(int c, StringBuilder word, List<String> words) {
        if (isSpace(c)) {
            flush(word, words);
        } else if (isPunctuation(c)) {
            flush(word, words);
            words.add(Character.toString(c));
        } else {
            word.appendCodePoint(c);
        }
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length() + 16);
        text.codePoints()
                .filter(c -> c != 0xFFFD && !isControl(c))
                .forEach(
                        c -> {
                            if (isIdeograph(c)) {
                                clean.append(' ').appendCodePoint(c).append(' ');
                            } else {
                                clean.appendCodePoint(isSpace(c) ? ' ' : c);
                            }
                        });
        return clean.toString();
    }

    private static boolean isControl(int c) {
        return c != '\t'
                && c != '\n'
                && c != '\r'
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED ->
                            true;
                    default -> false;
                };
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
    }

    private static boolean isPunctuation(int c) {
        boolean ascii =
                c >= 33 && c <= 47
                        || c >= 58 && c <= 64
                        || c >= 91 && c <= 96
                        || c >= 123 && c <= 126;
        return ascii
                || switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }

    private static boolean isIdeograph(int c) {
        return c >= 0x4E00 && c <= 0x9FFF
                || c >= 0x3400 && c <= 0x4DBF
                || c >= 0x20000 && c <= 0x2A6DF
                || c >= 0x2A700 && c <= 0x2B73F
                || c >= 0x2B740 && c <= 0x2B81F
                || c >= 0x2B920 && c <= 0x2CEAF
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0x2F800 && c <= 0x2FA1F;
    }
}
