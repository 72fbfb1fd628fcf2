package lightrag.documents.section;

/**
 * Limits in tokens (rule CH-51).
 *
 * @param max of a chunk
 * @param ideal below which a section may be joined with others
 * @param overlap of neighbours when prose is cut
 */
record Sizes(int max, int ideal, int overlap) {

    static Sizes of(int max, int overlap) {
        return new Sizes(max, part(max, 0.75), overlap).bounded();
    }

    /** The same for pieces of another size. */
    Sizes upTo(int size) {
        return new Sizes(size, Math.min(ideal, size), overlap).bounded();
    }

    private Sizes bounded() {
        return new Sizes(max, ideal, Math.min(Math.max(overlap, 0), Math.max(max - 1, 0)));
    }

    /** Above which a table is cut within its section. */
    TableSizes tables() {
        int tableMax = part(max, 0.625);
        return new TableSizes(tableMax, part(max, 0.375), TableSizes.lastMin(tableMax));
    }

    /** For a table that is too long for a chunk of its own. */
    TableSizes wholeTable() {
        return new TableSizes(max, ideal, TableSizes.lastMin(max));
    }

    /** What follows a long section and is shorter than this joins it. */
    int smallTail() {
        return part(max, 0.125);
    }

    static int part(int size, double share) {
        return Math.max((int) (size * share), 1);
    }
}
