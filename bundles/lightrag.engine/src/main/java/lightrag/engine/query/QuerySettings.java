package lightrag.engine.query;

import java.util.Optional;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.SourceFilter;
import lightrag.engine.options.EngineOptions;

/** A question with every setting filled in. */
record QuerySettings(
        String query,
        QueryMode mode,
        int topK,
        int chunkTopK,
        int maxEntityTokens,
        int maxRelationTokens,
        int maxTotalTokens,
        Optional<String> requestedResponseType,
        String userPrompt,
        boolean rerank,
        SourceFilter filter,
        SourceScope scope) {

    private static final String RESPONSE_TYPE = "Multiple Paragraphs";

    static QuerySettings of(
            String query, QueryParam param, EngineOptions options, SourceScope scope) {
        var defaults = options.query();
        String prefix = param.disableUserPromptPrefix() ? "" : defaults.userPromptPrefix();
        return new QuerySettings(
                query,
                param.mode(),
                param.topK().orElse(defaults.topK()),
                param.chunkTopK().orElse(defaults.chunkTopK()),
                param.maxEntityTokens().orElse(defaults.maxEntityTokens()),
                param.maxRelationTokens().orElse(defaults.maxRelationTokens()),
                param.maxTotalTokens().orElse(defaults.maxTotalTokens()),
                param.responseType(),
                prefix + param.userPrompt().orElse(""),
                param.enableRerank().orElse(defaults.rerankByDefault()),
                param.filter(),
                scope);
    }

    String responseType() {
        return requestedResponseType.orElse(RESPONSE_TYPE);
    }

    /** The user's instructions as they stand in a prompt. */
    String userPromptSlot() {
        return userPrompt.isEmpty() ? "n/a" : "\n\n" + userPrompt;
    }
}
