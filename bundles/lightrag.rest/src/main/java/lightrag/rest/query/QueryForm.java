package lightrag.rest.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.ChatMessage;
import lightrag.api.CodePoints;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.SourceFilter;
import lightrag.rest.json.SpacedJson;
import lightrag.rest.validation.BooleanKind;
import lightrag.rest.validation.ChoiceKind;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.IntegerKind;
import lightrag.rest.validation.Kind;
import lightrag.rest.validation.ListKind;
import lightrag.rest.validation.ObjectKind;
import lightrag.rest.validation.PlainText;
import lightrag.rest.validation.Refusal;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;
import tools.jackson.databind.JsonNode;

/** The request body that all question routes share. */
final class QueryForm {
    static final int QUERY_CHARS_MAX = 65_536;
    static final int MESSAGE_CHARS_MAX = 32_768;
    static final int REQUEST_CHARS_MAX = 131_072;
    static final int MESSAGES_MAX = 128;
    static final int ROLE_CHARS_MAX = 64;

    private static final int TOP_K_MAX = 1000;
    private static final int TOKENS_MAX = 1_000_000;
    private static final int RESPONSE_TYPE_CHARS_MAX = 256;
    private static final int KEYWORDS_MAX = 64;
    private static final int KEYWORD_CHARS_MAX = 512;

    private static final Kind<List<String>> KEYWORDS =
            new ListKind<>(TextKind.ANY, 0, KEYWORDS_MAX).then(QueryForm::checkKeywords);
    private static final Kind<Integer> TOP_K_KIND = IntegerKind.lax(1, TOP_K_MAX);
    private static final Kind<Integer> TOKENS = IntegerKind.lax(1, TOKENS_MAX);

    private static final Field<String> QUERY =
            Field.required("query", TextKind.upTo(QUERY_CHARS_MAX).then(QueryForm::checkQuery));
    private static final Field<QueryMode> MODE =
            Field.withDefault(
                    "mode",
                    ChoiceKind.literal(List.of(QueryMode.values()), QueryMode::wire),
                    QueryMode.MIX);
    private static final Field<Boolean> ONLY_CONTEXT = flag("only_need_context", false);
    private static final Field<Boolean> ONLY_PROMPT = flag("only_need_prompt", false);
    private static final Field<Optional<String>> RESPONSE_TYPE =
            Field.optional("response_type", new TextKind(1, RESPONSE_TYPE_CHARS_MAX));
    private static final Field<OptionalInt> TOP_K = Field.optionalInt("top_k", TOP_K_KIND);
    private static final Field<OptionalInt> CHUNK_TOP_K =
            Field.optionalInt("chunk_top_k", TOP_K_KIND);
    private static final Field<OptionalInt> ENTITY_TOKENS =
            Field.optionalInt("max_entity_tokens", TOKENS);
    private static final Field<OptionalInt> RELATION_TOKENS =
            Field.optionalInt("max_relation_tokens", TOKENS);
    private static final Field<OptionalInt> TOTAL_TOKENS =
            Field.optionalInt("max_total_tokens", TOKENS);
    private static final Field<List<String>> HIGH_LEVEL =
            Field.withDefault("hl_keywords", KEYWORDS, List.of());
    private static final Field<List<String>> LOW_LEVEL =
            Field.withDefault("ll_keywords", KEYWORDS, List.of());
    private static final Field<List<JsonNode>> HISTORY =
            Field.nullable(
                    "conversation_history",
                    ListKind.of(ObjectKind.ANY).then(QueryForm::checkHistory),
                    List.of(),
                    List.of());
    private static final Field<Optional<String>> USER_PROMPT =
            Field.optional("user_prompt", TextKind.upTo(QUERY_CHARS_MAX));
    private static final Field<Boolean> NO_PREFIX = flag("disable_user_prompt_prefix", false);
    private static final Field<Optional<Boolean>> RERANK =
            Field.optional("enable_rerank", BooleanKind.LAX);
    private static final Field<Boolean> REFERENCES = flag("include_references", true);
    private static final Field<Boolean> CHUNK_CONTENT = flag("include_chunk_content", false);
    private static final Field<Boolean> PROGRESS = flag("include_progress", false);
    private static final Field<SourceFilter> FILTER =
            Field.nullable("filter", FilterForm.KIND, SourceFilter.NONE, SourceFilter.NONE);
    private static final Field<Optional<Boolean>> STREAM =
            Field.optional("stream", BooleanKind.LAX);

    static final Schema SCHEMA =
            Schema.of(
                            QUERY,
                            MODE,
                            ONLY_CONTEXT,
                            ONLY_PROMPT,
                            RESPONSE_TYPE,
                            TOP_K,
                            CHUNK_TOP_K,
                            ENTITY_TOKENS,
                            RELATION_TOKENS,
                            TOTAL_TOKENS,
                            HIGH_LEVEL,
                            LOW_LEVEL,
                            HISTORY,
                            USER_PROMPT,
                            NO_PREFIX,
                            RERANK,
                            REFERENCES,
                            CHUNK_CONTENT,
                            PROGRESS,
                            STREAM,
                            FILTER)
                    .with(QueryForm::checkWeight)
                    .with(QueryForm::checkTotal);

    private final Values values;

    /**
     * @param values read by {@link #SCHEMA}
     */
    QueryForm(Values values) {
        this.values = values;
    }

    QueryMode mode() {
        return values.get(MODE);
    }

    boolean includeReferences() {
        return values.get(REFERENCES);
    }

    boolean includeChunkContent() {
        return values.get(CHUNK_CONTENT);
    }

    boolean includeProgress() {
        return values.get(PROGRESS);
    }

    /** Only asked by the streaming route, where absent means yes. */
    boolean streamed() {
        return values.get(STREAM).orElse(true);
    }

    QueryParam param(boolean stream) {
        return new QueryParam(
                values.get(QUERY),
                values.get(MODE),
                values.get(ONLY_CONTEXT),
                values.get(ONLY_PROMPT),
                values.get(RESPONSE_TYPE),
                stream,
                values.get(TOP_K),
                values.get(CHUNK_TOP_K),
                values.get(ENTITY_TOKENS),
                values.get(RELATION_TOKENS),
                values.get(TOTAL_TOKENS),
                values.get(HIGH_LEVEL),
                values.get(LOW_LEVEL),
                messages(values.get(HISTORY)),
                values.get(USER_PROMPT),
                values.get(NO_PREFIX),
                values.get(RERANK),
                values.get(FILTER));
    }

    /** What stands in a message besides role and content goes to the model as it came. */
    private static List<ChatMessage> messages(List<JsonNode> history) {
        return history.stream().map(QueryForm::message).toList();
    }

    private static ChatMessage message(JsonNode message) {
        Map<String, String> extras = new HashMap<>();
        message.properties()
                .forEach(member -> extras.put(member.getKey(), member.getValue().toString()));
        extras.keySet().removeAll(List.of("role", "content"));
        return new ChatMessage(
                message.get("role").stringValue(), message.get("content").stringValue(), extras);
    }

    private static Field<Boolean> flag(String name, boolean whenAbsent) {
        return Field.nullable(name, BooleanKind.LAX, whenAbsent, false);
    }

    private static String checkQuery(String query) throws Refusal {
        String trimmed = PlainText.strip(query);
        if (trimmed.isEmpty()) {
            throw new Refusal("the question is blank");
        }
        return trimmed;
    }

    private static List<String> checkKeywords(List<String> keywords) throws Refusal {
        for (String keyword : keywords) {
            if (CodePoints.length(keyword) > KEYWORD_CHARS_MAX) {
                throw new Refusal("a keyword has more than " + KEYWORD_CHARS_MAX + " characters");
            }
        }
        return keywords;
    }

    private static List<JsonNode> checkHistory(List<JsonNode> messages) throws Refusal {
        if (messages.size() > MESSAGES_MAX) {
            throw new Refusal("conversation_history has more than " + MESSAGES_MAX + " messages");
        }
        for (JsonNode message : messages) {
            String role = text(message, "role");
            if (PlainText.isBlank(role) || CodePoints.length(role) > ROLE_CHARS_MAX) {
                throw new Refusal(
                        "the role of a message is blank or has more than "
                                + ROLE_CHARS_MAX
                                + " characters");
            }
            if (CodePoints.length(text(message, "content")) > MESSAGE_CHARS_MAX) {
                throw new Refusal(
                        "the content of a message has more than "
                                + MESSAGE_CHARS_MAX
                                + " characters");
            }
        }
        return messages;
    }

    private static String text(JsonNode message, String name) throws Refusal {
        JsonNode value = message.get(name);
        if (value == null || !value.isString()) {
            throw new Refusal("each message needs a text named " + name);
        }
        return value.stringValue();
    }

    /** A question to the model alone may be as short as it likes. */
    private static Values checkWeight(Values values) throws Refusal {
        if (values.get(MODE) != QueryMode.BYPASS) {
            QueryWeight.requireEnough(values.get(QUERY));
        }
        return values;
    }

    /** Limits of single fields bound nothing together: count all text that would reach a model. */
    private static Values checkTotal(Values values) throws Refusal {
        long total =
                CodePoints.length(values.get(QUERY))
                        + values.get(USER_PROMPT).map(CodePoints::length).orElse(0)
                        + historyLength(values.get(HISTORY));
        if (total > REQUEST_CHARS_MAX) {
            throw new Refusal(
                    "question, user prompt and history have "
                            + total
                            + " characters together; at most "
                            + REQUEST_CHARS_MAX
                            + " are accepted");
        }
        return values;
    }

    /** As a JSON list, extra keys of messages included. */
    private static long historyLength(List<JsonNode> history) {
        if (history.isEmpty()) {
            return 0;
        }
        int separators = 2 * (history.size() - 1);
        return 2L + separators + history.stream().mapToLong(SpacedJson.UNICODE::length).sum();
    }
}
