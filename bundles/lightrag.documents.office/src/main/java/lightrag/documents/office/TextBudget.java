package lightrag.documents.office;

/**
 * Bounds the text of one file. A few bytes can ask for very much of it: a column number, a span, a
 * string that many cells name.
 */
public final class TextBudget {

    /** Characters; some sixteen million tokens. */
    private static final long MOST = 64L << 20;

    private long left = MOST;

    /**
     * @throws UnreadableException there would be more text than one document can have
     */
    public void take(long characters) throws UnreadableException {
        left -= characters;
        if (left < 0) {
            throw new UnreadableException(
                    "holds more than "
                            + MOST
                            + " characters of text; split it into several files.");
        }
    }
}
