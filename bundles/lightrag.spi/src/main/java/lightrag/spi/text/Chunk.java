package lightrag.spi.text;

import java.util.List;
import java.util.Optional;

/**
 * @param order index within the document, from 0; gaps are allowed
 * @param tokens as the strategy reports them
 * @param heading where the strategy knows it
 */
public record Chunk(String content, int tokens, int order, Optional<Heading> heading) {

    /**
     * @param parents outermost first
     */
    public record Heading(int level, String heading, List<String> parents) {
        public Heading {
            parents = List.copyOf(parents);
        }
    }
}
