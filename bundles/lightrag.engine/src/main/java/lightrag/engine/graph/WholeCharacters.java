package lightrag.engine.graph;

/** Cuts by tokens that never break a character. */
public final class WholeCharacters {

    private WholeCharacters() {}

    /** The longest common start of a text and what was decoded from its first tokens. */
    public static String prefix(String text, String decoded) {
        int limit = Math.min(text.length(), decoded.length());
        int same = 0;
        while (same < limit && text.charAt(same) == decoded.charAt(same)) {
            same++;
        }
        if (same > 0 && Character.isHighSurrogate(text.charAt(same - 1))) {
            same--;
        }
        return text.substring(0, same);
    }
}
