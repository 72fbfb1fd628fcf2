package lightrag.engine.query;

import lightrag.engine.query.TokenCounter.LineTokens;

/** Fills a budget with lines that are joined by line ends; a line is taken whole or not at all. */
final class TokenBudget {

    private final int limit;
    private int joined;
    private int used;
    private boolean full;

    TokenBudget(int limit) {
        this.limit = limit;
    }

    /** Takes the next line if it still fits; once one did not, none fits any more. */
    boolean take(LineTokens line) {
        full = full || joined + line.alone() > limit;
        if (!full) {
            used = joined + line.alone();
            joined += line.joined();
        }
        return !full;
    }

    /** Tokens of the lines taken, joined. */
    int used() {
        return used;
    }
}
