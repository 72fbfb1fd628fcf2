package lightrag.model.embedded.text;

import java.util.List;

/** One sentence on one line with its tokens in order. */
public record Sentence(String text, List<Token> tokens) {
    public Sentence {
        tokens = List.copyOf(tokens);
    }
}
