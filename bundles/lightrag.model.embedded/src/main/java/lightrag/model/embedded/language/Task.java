package lightrag.model.embedded.language;

import java.util.List;
import lightrag.model.embedded.answer.AnswerContext;

/** What a prompt asks for. */
sealed interface Task {

    /**
     * @param json one JSON object rather than delimited lines
     */
    record Extraction(String text, boolean json) implements Task {}

    /** What an extraction overlooked. */
    record Gleaning(boolean json) implements Task {}

    record Keywords(String question) implements Task {}

    record Summary(String subject, List<String> descriptions) implements Task {}

    /**
     * @param earlier questions of the conversation, oldest first
     */
    record Answer(String question, List<String> earlier, AnswerContext context) implements Task {}

    /** A table or formula, as its document has it. */
    record Description(String content) implements Task {}

    /** Anything else: there is nothing to quote from. */
    record Talk() implements Task {}
}
