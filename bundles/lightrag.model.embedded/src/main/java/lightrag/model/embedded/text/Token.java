package lightrag.model.embedded.text;

import java.util.Locale;

/**
 * A word or mark of a sentence.
 *
 * @param lower in lower case, without the full stop of an abbreviation
 * @param tag universal part of speech, for instance {@code NOUN}
 * @param start within the sentence's text
 * @param end behind its last character
 */
public record Token(String text, String lower, String tag, int start, int end) {

    public Token(String text, String tag, int start, int end) {
        this(text, folded(text), tag, start, end);
    }

    private static String folded(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() > 1 && lower.endsWith(".")
                ? lower.substring(0, lower.length() - 1)
                : lower;
    }

    public boolean is(String... tags) {
        for (String candidate : tags) {
            if (tag.equals(candidate)) {
                return true;
            }
        }
        return false;
    }

    public boolean capitalised() {
        return Character.isUpperCase(text.charAt(0));
    }

    /** Starts with a letter. */
    public boolean wordLike() {
        return Character.isLetter(text.charAt(0));
    }
}
