package lightrag.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question with its settings; an empty optional means the workspace's default.
 *
 * @param query not blank
 * @param topK entities or relations from vector search, 1 to 1000
 * @param chunkTopK chunks from vector search, kept after reranking, 1 to 1000
 * @param highLevelKeywords if this or the low-level list is not empty, no keyword call is made
 * @param filter restricts every search to matching sources
 */
public record QueryParam(
        String query,
        QueryMode mode,
        boolean onlyNeedContext,
        boolean onlyNeedPrompt,
        Optional<String> responseType,
        boolean stream,
        OptionalInt topK,
        OptionalInt chunkTopK,
        OptionalInt maxEntityTokens,
        OptionalInt maxRelationTokens,
        OptionalInt maxTotalTokens,
        List<String> highLevelKeywords,
        List<String> lowLevelKeywords,
        List<ChatMessage> conversationHistory,
        Optional<String> userPrompt,
        boolean disableUserPromptPrefix,
        Optional<Boolean> enableRerank,
        SourceFilter filter) {

    public QueryParam {
        highLevelKeywords = List.copyOf(highLevelKeywords);
        lowLevelKeywords = List.copyOf(lowLevelKeywords);
        conversationHistory = List.copyOf(conversationHistory);
    }

    /** A question with every setting at its default. */
    public static QueryParam of(String query, QueryMode mode) {
        return new QueryParam(
                query,
                mode,
                false,
                false,
                Optional.empty(),
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                SourceFilter.NONE);
    }
}
