package lightrag.model.openai;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts what a model thinks before its answer between {@code <think>} and {@code </think>}, and
 * drops what it thinks once the answer has begun. Not thread-safe.
 */
final class ReasoningFold {

    private final boolean shown;
    private boolean answerBegun;
    private boolean open;

    /**
     * @param shown false drops all reasoning
     */
    ReasoningFold(boolean shown) {
        this.shown = shown;
    }

    /** The texts to hand on for one piece of a reply; none is empty. */
    List<String> accept(ChatReply piece) {
        List<String> out = new ArrayList<>(2);
        if (!piece.text().isEmpty()) {
            answerBegun = true;
            out.addAll(end());
            out.add(piece.text());
        } else if (shown && !answerBegun && !piece.reasoning().isEmpty()) {
            if (!open) {
                out.add("<think>");
                open = true;
            }
            out.add(piece.reasoning());
        }
        return out;
    }

    /** What is left to say when the reply is over. */
    List<String> end() {
        if (!open) {
            return List.of();
        }
        open = false;
        return List.of("</think>");
    }
}
