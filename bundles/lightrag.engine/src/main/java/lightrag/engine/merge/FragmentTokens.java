package lightrag.engine.merge;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import lightrag.spi.text.Tokenizer;

/**
 * Counts tokens of fragments and remembers what it counted: a hub's fragments come back with every
 * document.
 *
 * <p>The memory is a fixed table of 2^12 slots (32 KiB) of 44 bits of hash and 20 bits of count; a
 * wrong hit is as likely as one in 2^44 a look-up and would only shift the moment of a summary.
 */
final class FragmentTokens {

    private static final int SLOTS = 1 << 12;
    private static final long COUNT_MASK = (1L << 20) - 1;

    private final Tokenizer tokenizer;
    private final AtomicLongArray counted = new AtomicLongArray(SLOTS);

    FragmentTokens(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    int of(List<String> fragments) {
        return fragments.stream().mapToInt(this::of).sum();
    }

    int of(String fragment) {
        long hash = hash(fragment);
        int slot = (int) (hash & (SLOTS - 1));
        long tag = hash & ~COUNT_MASK;
        long entry = counted.getOpaque(slot);
        if (entry != 0 && (entry & ~COUNT_MASK) == tag) {
            return (int) (entry & COUNT_MASK);
        }
        int count = tokenizer.count(fragment);
        if (count < COUNT_MASK) {
            counted.setOpaque(slot, tag | count);
        }
        return count;
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
