package lightrag.model.embedded.answer;

import java.util.List;
import java.util.Map;

/**
 * What an answer may be taken from.
 *
 * @param passages best first
 * @param facts descriptions of entities and relations, best first
 * @param titles of the documents by reference id
 */
public record AnswerContext(
        List<Passage> passages, List<String> facts, Map<String, String> titles) {

    public AnswerContext {
        passages = List.copyOf(passages);
        facts = List.copyOf(facts);
        titles = Map.copyOf(titles);
    }

    /**
     * @param referenceId empty when the passage's document is unknown
     */
    public record Passage(String referenceId, String content) {}

    /** Nothing to answer from. */
    public boolean empty() {
        return passages.isEmpty() && facts.isEmpty();
    }
}
