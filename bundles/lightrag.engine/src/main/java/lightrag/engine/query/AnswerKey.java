package lightrag.engine.query;

import java.util.ArrayList;
import java.util.List;
import lightrag.api.QueryMode;
import lightrag.engine.cache.CacheKeys;
import lightrag.engine.cache.CacheKind;
import lightrag.engine.text.JsonText;

/** Under which key an answer is kept, and what is noted beside it (rules CA-2a and CA-13). */
final class AnswerKey {

    private static final String VERSION = "query-answer-cache-v2";

    private AnswerKey() {}

    /**
     * @param used keywords, as they were searched for
     */
    static String of(QuerySettings settings, Keywords used, boolean headings, String identity) {
        List<Object> parts =
                new ArrayList<>(List.of(VERSION, settings.mode().wire(), settings.query()));
        parts.add(
                settings.requestedResponseType()
                        .<Object>map(type -> type)
                        .orElse("Multiple Paragraphs"));
        parts.addAll(
                List.of(
                        settings.topK(),
                        settings.chunkTopK(),
                        settings.maxEntityTokens(),
                        settings.maxRelationTokens(),
                        settings.maxTotalTokens()));
        if (settings.mode() != QueryMode.NAIVE) {
            parts.addAll(List.of(used.highText(), used.lowText()));
        }
        parts.addAll(List.of(settings.userPrompt(), settings.rerank(), headings));
        if (settings.filter().restricts()) {
            parts.add(SourceScopes.text(settings.filter()));
        }
        return CacheKeys.key(
                settings.mode().wire(), CacheKind.QUERY, CacheKeys.answerHash(parts, identity));
    }

    /**
     * @param answer false for the note beside keywords, which leaves some settings out
     */
    static String queryParam(QuerySettings settings, Keywords used, boolean answer) {
        StringBuilder json = new StringBuilder("{");
        if (answer) {
            json.append("\"answer_cache_version\": ").append(JsonText.quote(VERSION)).append(", ");
        }
        json.append("\"mode\": ").append(JsonText.quote(settings.mode().wire()));
        json.append(", \"response_type\": ").append(JsonText.quote(settings.responseType()));
        json.append(", \"top_k\": ").append(settings.topK());
        json.append(", \"chunk_top_k\": ").append(settings.chunkTopK());
        json.append(", \"max_entity_tokens\": ").append(settings.maxEntityTokens());
        json.append(", \"max_relation_tokens\": ").append(settings.maxRelationTokens());
        json.append(", \"max_total_tokens\": ").append(settings.maxTotalTokens());
        if (answer && settings.mode() != QueryMode.NAIVE) {
            json.append(", \"hl_keywords\": ").append(JsonText.quote(used.highText()));
            json.append(", \"ll_keywords\": ").append(JsonText.quote(used.lowText()));
        }
        json.append(", \"user_prompt\": ").append(JsonText.quote(settings.userPrompt()));
        return json.append(", \"enable_rerank\": ")
                .append(settings.rerank())
                .append('}')
                .toString();
    }
}
