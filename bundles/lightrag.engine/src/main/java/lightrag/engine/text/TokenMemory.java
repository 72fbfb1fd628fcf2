package lightrag.engine.text;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import lightrag.spi.text.Tokenizer;

/**
 * Counts tokens and remembers what it counted. Thread-safe.
 *
 * <p>The memory is a table; a slot holds 44 bits of a text's hash and 20 bits of its count, 8 bytes
 * in all. A wrong hit is as likely as one in 2^44 a look-up. The table begins small, since most
 * workspaces are, and begins anew four times as large when texts drive each other out.
 */
public final class TokenMemory {

    private static final long COUNT_MASK = (1L << 20) - 1;

    private final Tokenizer tokenizer;
    private final int slotsMax;
    private final AtomicInteger driven = new AtomicInteger();
    private volatile AtomicLongArray counted;

    /**
     * @param slots at the beginning, a power of two
     * @param slotsMax that times a power of four, at most 2^20
     */
    public TokenMemory(Tokenizer tokenizer, int slots, int slotsMax) {
        this.tokenizer = tokenizer;
        this.slotsMax = slotsMax;
        this.counted = new AtomicLongArray(slots);
    }

    /** Tokens of a text. */
    public int count(String text) {
        AtomicLongArray table = counted;
        long hash = hash(text);
        int slot = (int) (hash & (table.length() - 1));
        long tag = hash & ~COUNT_MASK;
        long entry = table.getOpaque(slot);
        if (entry != 0 && (entry & ~COUNT_MASK) == tag) {
            return (int) (entry & COUNT_MASK);
        }
        int count = tokenizer.count(text);
        if (count < COUNT_MASK) {
            table.setOpaque(slot, tag | count);
            if (entry != 0) {
                growAfter(driven.incrementAndGet(), table);
            }
        }
        return count;
    }

    private void growAfter(int drivenOut, AtomicLongArray table) {
        if (drivenOut > table.length() / 4 && table.length() < slotsMax) {
            driven.set(0);
            counted = new AtomicLongArray(table.length() * 4);
        }
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
