package lightrag.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lightrag.spi.text.Tokenizer;
import org.junit.jupiter.api.Test;

class TokenMemoryTest {

    /** One token a character; knows how often it was asked. */
    private static final class Characters implements Tokenizer {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public String encoding() {
            return "characters";
        }

        @Override
        public int count(String text) {
            asked.incrementAndGet();
            return text.length();
        }

        @Override
        public int[] encode(String text) {
            return text.chars().toArray();
        }

        @Override
        public String decode(int[] tokens, int from, int to) {
            return new String(tokens, from, to - from);
        }
    }

    private final Characters tokenizer = new Characters();

    @Test
    void aTextIsCountedOnce() {
        TokenMemory memory = new TokenMemory(tokenizer, 16, 16);
        assertThat(memory.count("abc")).isEqualTo(3);
        assertThat(memory.count("abc")).isEqualTo(3);
        assertThat(tokenizer.asked).hasValue(1);
    }

    @Test
    void growsUntilItHoldsWhatComesAgainAndCountsRightAllTheWhile() {
        TokenMemory memory = new TokenMemory(tokenizer, 16, 1 << 14);
        for (int round = 0; round < 20; round++) {
            IntStream.range(0, 1000).forEach(i -> assertCounted(memory, "x".repeat(i % 50) + i));
        }
        int before = tokenizer.asked.get();
        IntStream.range(0, 1000).forEach(i -> assertCounted(memory, "x".repeat(i % 50) + i));
        assertThat(tokenizer.asked.get() - before).as("few drive each other out").isLessThan(300);
    }

    private static void assertCounted(TokenMemory memory, String text) {
        assertThat(memory.count(text)).isEqualTo(text.length());
    }
}
