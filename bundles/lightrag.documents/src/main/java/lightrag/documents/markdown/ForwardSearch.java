package lightrag.documents.markdown;

import java.util.function.IntPredicate;

/**
 * Finds the next character of a kind in a line. Starts only grow, so the last answer serves all
 * starts before it, and a line is walked once however many of its beginnings lead nowhere.
 */
final class ForwardSearch {

    private final String line;
    private final IntPredicate wanted;
    private int found;

    ForwardSearch(String line, IntPredicate wanted) {
        this.line = line;
        this.wanted = wanted;
        this.found = -1;
    }

    /** Position at or behind the start; the line's length when there is none. */
    int from(int start) {
        if (found < start) {
            found = start;
            while (found < line.length() && !wanted.test(line.charAt(found))) {
                found++;
            }
        }
        return found;
    }
}
