package lightrag.documents.section;

/**
 * Limits of the parts of a table, in tokens.
 *
 * @param lastMin a last part below it joins the one before
 */
record TableSizes(int max, int ideal, int lastMin) {

    static int lastMin(int max) {
        return Sizes.part(max, 0.32);
    }

    /** What is left for rows when tags and head are taken off. */
    TableSizes without(int frame) {
        return new TableSizes(
                Math.max(max - frame, 1),
                Math.max(Math.min(ideal, max) - frame, 1),
                Math.max(lastMin - frame, 1));
    }

    /** For a part of a table that came out too long. */
    TableSizes halved(int tokens) {
        int half = Math.max(Math.min(max, Math.max(tokens / 2, 1)), 1);
        return new TableSizes(
                half, Math.max(half / 2, 1), Math.max(Math.min(lastMin, half / 2), 1));
    }
}
