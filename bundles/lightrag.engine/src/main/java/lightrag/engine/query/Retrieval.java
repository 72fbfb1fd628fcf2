package lightrag.engine.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lightrag.api.QueryData;
import lightrag.api.QueryMode;

/** What a question's retrieval came to. */
sealed interface Retrieval {

    QueryData data();

    /** No keyword could be found, or nothing in the stores fits: the answer is a canned text. */
    record Nothing(QueryData data) implements Retrieval {

        static Nothing noResults(QueryMode mode) {
            return new Nothing(
                    empty(
                            mode,
                            "Nothing in this workspace fits the question.",
                            Optional.of("no_results")));
        }

        static Nothing noKeywords(QueryMode mode) {
            return new Nothing(
                    empty(
                            mode,
                            "No keyword was found in the question.",
                            Optional.of("no_keywords")));
        }

        private static QueryData empty(QueryMode mode, String message, Optional<String> reason) {
            return new QueryData(
                    false, false, message, mode, List.of(), List.of(), List.of(), List.of(),
                    List.of(), List.of(), Map.of(), reason);
        }
    }

    /**
     * @param writer of the context's text, empty when budgets left nothing; asked for only where
     *     the text is needed
     */
    record Context(Supplier<String> writer, QueryData data) implements Retrieval {
        String text() {
            return writer.get();
        }
    }
}
