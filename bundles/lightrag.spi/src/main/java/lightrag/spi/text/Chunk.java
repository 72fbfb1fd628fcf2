package lightrag.spi.text;

import java.util.List;
import java.util.Optional;

/**
 * @param order index within the document, from 0; gaps are allowed
 * @param tokens as the strategy reports them
 * @param heading where the strategy knows it
 * @param blocks ids of the blocks it was made of, in order, where the strategy works on blocks
 */
public record Chunk(
        String content, int tokens, int order, Optional<Heading> heading, List<String> blocks) {

    public Chunk {
        blocks = List.copyOf(blocks);
    }

    /** A chunk that is not made of blocks. */
    public Chunk(String content, int tokens, int order, Optional<Heading> heading) {
        this(content, tokens, order, heading, List.of());
    }

    /**
     * @param parents outermost first
     */
    public record Heading(int level, String heading, List<String> parents) {
        public Heading {
            parents = List.copyOf(parents);
        }
    }
}
