package lightrag.engine.query;

import lightrag.api.InvalidInputException;

/** Checks the text of a question (rule QY-1). */
final class QueryText {

    /** Least weight of a question that needs retrieval. */
    static final int WEIGHT_MIN = 3;

    /**
     * First and last code points of the blocks whose characters count twice (section 4.1 of the API
     * contract).
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
        {0x20000, 0x3FFFD}
    };

    private QueryText() {}

    /** The trimmed text. @throws InvalidInputException it is blank, or too short for retrieval */
    static String checked(String query, boolean retrieval) {
        String text = query.strip();
        if (text.isEmpty()) {
            throw new InvalidInputException("query", "The question is empty.");
        }
        if (retrieval && weight(text) < WEIGHT_MIN) {
            throw new InvalidInputException(
                    "query",
                    "The question is too short: it needs three characters, or two wide ones.");
        }
        return text;
    }

    static int weight(String text) {
        return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
    }

    private static boolean isWide(int point) {
        for (int[] block : WIDE) {
            if (point >= block[0] && point <= block[1]) {
                return true;
            }
        }
        return false;
    }
}
