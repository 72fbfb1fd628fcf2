package lightrag.engine.text;

import java.util.concurrent.atomic.AtomicLongArray;
import lightrag.spi.text.Tokenizer;

/**
 * Counts tokens and remembers what it counted. Thread-safe.
 *
 * <p>The memory is a fixed table; a slot holds 44 bits of a text's hash and 20 bits of its count, 8
 * bytes in all. A wrong hit is as likely as one in 2^44 a look-up.
 */
public final class TokenMemory {

    private static final long COUNT_MASK = (1L << 20) - 1;

    private final Tokenizer tokenizer;
    private final AtomicLongArray counted;

    /**
     * @param slots a power of two, at most 2^20
     */
    public TokenMemory(Tokenizer tokenizer, int slots) {
        this.tokenizer = tokenizer;
        this.counted = new AtomicLongArray(slots);
    }

    /** Tokens of a text. */
    public int count(String text) {
        long hash = hash(text);
        int slot = (int) (hash & (counted.length() - 1));
        long tag = hash & ~COUNT_MASK;
        long entry = counted.getOpaque(slot);
        if (entry != 0 && (entry & ~COUNT_MASK) == tag) {
            return (int) (entry & COUNT_MASK);
        }
        int count = tokenizer.count(text);
        if (count < COUNT_MASK) {
            counted.setOpaque(slot, tag | count);
        }
        return count;
    }

    /** Tokens of a text that its owner remembers by itself. */
    public int countOnce(String text) {
        return tokenizer.count(text);
    }

    /** 64-bit multiplicative hash with a final mix (constants of MurmurHash3's finaliser). */
    private static long hash(String text) {
        long h = 0x9E3779B97F4A7C15L ^ text.length();
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0xFF51AFD7ED558CCDL;
            h ^= h >>> 29;
        }
        h *= 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 32);
    }
}
