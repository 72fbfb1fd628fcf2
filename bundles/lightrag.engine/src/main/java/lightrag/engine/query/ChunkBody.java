package lightrag.engine.query;

import lightrag.engine.text.JsonText;

/**
 * A chunk's content between the quotes of its line. Escaping and counting thousands of characters
 * is done once, however many questions find the chunk. Thread-safe: what two threads compute at
 * once is the same.
 */
final class ChunkBody {

    private static final int NOT_COUNTED = -1;

    private final String content;
    private volatile String escaped = "";
    private volatile int wordTokens = NOT_COUNTED;

    ChunkBody(String content) {
        this.content = content;
    }

    /** The content with JSON's escapes. */
    String escaped() {
        String known = escaped;
        if (known.isEmpty() && !content.isEmpty()) {
            known = JsonText.escape(content);
            escaped = known;
        }
        return known;
    }

    /** Tokens of the escaped content up to its last letter or digit. */
    int wordTokens(TokenCounter counter, int wordEnd) {
        int known = wordTokens;
        if (known == NOT_COUNTED) {
            known = counter.count(escaped().substring(0, wordEnd));
            wordTokens = known;
        }
        return known;
    }
}
