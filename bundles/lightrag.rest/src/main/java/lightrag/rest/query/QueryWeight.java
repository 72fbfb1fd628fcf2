package lightrag.rest.query;

import lightrag.rest.validation.Refusal;

/** How much a question says: scripts that write a word in one or two characters count double. */
public final class QueryWeight {

    /** Least weight of a question that retrieval can do something with. */
    static final int LEAST = 3;

    /**
     * First and last code point of each block that counts double; the web pages carry the same
     * table.
     */
    private static final int[][] WIDE = {
        {0x1100, 0x11FF},
        {0x2E80, 0x33FF},
        {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7FF},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE4F},
        {0xFF00, 0xFFEE},
        {0x16FE0, 0x16FFF},
        {0x1AFF0, 0x1B2FF},
        {0x20000, 0x3FFFD},
    };

    private QueryWeight() {}

    /**
     * @param query trimmed
     */
    static int of(String query) {
        return query.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    /**
     * Lets a question through that says enough.
     *
     * @param query trimmed
     * @throws Refusal retrieval could do nothing with it
     */
    public static void requireEnough(String query) throws Refusal {
        // counting stops mattering above the limit, so long questions are not walked through
        if (query.length() < 2 * LEAST && of(query) < LEAST) {
            throw new Refusal(
                    "the question is too short to search for: it needs "
                            + LEAST
                            + " characters, where one of Chinese, Japanese or Korean counts as 2");
        }
    }

    private static boolean isWide(int c) {
        for (int[] block : WIDE) {
            if (c <= block[1]) {
                return c >= block[0];
            }
        }
        return false;
    }
}
