package lightrag.engine.merge;

import java.util.List;
import lightrag.engine.text.TokenMemory;
import lightrag.spi.text.Tokenizer;

/**
 * Counts tokens of fragments and remembers what it counted: a hub's fragments come back with every
 * document. A wrong count would only shift the moment of a summary.
 */
final class FragmentTokens {

    /** 32 KiB of memory. */
    private static final int SLOTS = 1 << 12;

    /** 512 KiB. */
    private static final int SLOTS_MAX = 1 << 16;

    private final TokenMemory memory;

    FragmentTokens(Tokenizer tokenizer) {
        this.memory = new TokenMemory(tokenizer, SLOTS, SLOTS_MAX);
    }

    int of(List<String> fragments) {
        return fragments.stream().mapToInt(this::of).sum();
    }

    int of(String fragment) {
        return memory.count(fragment);
    }
}
