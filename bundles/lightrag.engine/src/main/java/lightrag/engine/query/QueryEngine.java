package lightrag.engine.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import lightrag.api.ChatMessage;
import lightrag.api.CompletionParam;
import lightrag.api.QueryAnswer;
import lightrag.api.QueryData;
import lightrag.api.QueryMode;
import lightrag.api.QueryOperations;
import lightrag.api.QueryParam;
import lightrag.api.QueryStream;
import lightrag.engine.cache.CacheKeys;
import lightrag.engine.cache.CacheKind;
import lightrag.engine.cache.ModelCache;
import lightrag.engine.options.EngineOptions;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.WorkspaceModels;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.Tokenizer;

/** Answers questions: retrieve, prompt, cached or fresh answer (section 6 of the engine rules). */
public final class QueryEngine implements QueryOperations {

    private static final Consumer<String> SILENT = step -> {};

    private final WorkspaceModels models;
    private final EngineOptions options;
    private final ModelCache cache;
    private final Prompts prompts;
    private final Retriever retriever;
    private final Tokenizer tokenizer;
    private final SourceScopes scopes;

    public QueryEngine(
            EngineContext context,
            EngineOptions options,
            ModelCache cache,
            Prompts prompts,
            Tokenizer tokenizer) {
        this.models = context.models();
        this.options = options;
        this.cache = cache;
        this.prompts = prompts;
        this.tokenizer = tokenizer;
        this.scopes = new SourceScopes(context.storage().docStatus());
        this.retriever = retriever(context.storage(), tokenizer);
    }

    private Retriever retriever(WorkspaceStorage storage, Tokenizer tokenizer) {
        var defaults = options.query();
        TokenCounter tokens = new TokenCounter(tokenizer);
        var vectors =
                new GraphSearch.Vectors(
                        storage.vectors(VectorNamespace.ENTITIES, 0),
                        storage.vectors(VectorNamespace.RELATIONSHIPS, 0),
                        storage.vectors(VectorNamespace.CHUNKS, 0));
        var method = ChunkPicker.Method.valueOf(defaults.chunkPickMethod());
        ChunkReader reader =
                new ChunkReader(
                        storage.keyValues(KeyValueNamespace.TEXT_CHUNKS),
                        tokenizer,
                        defaults.contentHeadings());
        return new Retriever(
                new KeywordExtractor(models, cache, prompts, defaults.summaryLanguage()),
                new GraphSearch(storage.graph(), vectors, models, defaults.cosineThreshold()),
                new GraphTruncation(storage.graph(), tokens),
                new ChunkMerge(
                        new ChunkPicker(vectors.chunks(), method, defaults.relatedChunkNumber()),
                        reader),
                reader,
                new SourceNarrowing(reader),
                new ChunkSelection(models, defaults.minRerankScore(), tokens),
                tokens,
                prompts);
    }

    @Override
    public QueryAnswer query(QueryParam param) {
        if (param.mode() == QueryMode.BYPASS) {
            return new QueryAnswer(complete(bypass(param)).text(), true, bypassData());
        }
        return switch (prepare(param, SILENT)) {
            case Prepared.Ready ready ->
                    new QueryAnswer(ready.text(), ready.generated(), ready.data());
            case Prepared.Ask ask -> new QueryAnswer(answer(ask, param), true, ask.data());
        };
    }

    @Override
    public QueryStream stream(QueryParam param, Consumer<String> progress) {
        if (param.mode() == QueryMode.BYPASS) {
            return param.stream()
                    ? new LiveStream(model().stream(bypass(param)), bypassData())
                    : new TextStream(complete(bypass(param)).text(), true, bypassData());
        }
        return switch (prepare(param, progress)) {
            case Prepared.Ready ready ->
                    new TextStream(ready.text(), ready.generated(), ready.data());
            case Prepared.Ask ask -> {
                progress.accept("generating_response");
                yield param.stream()
                        ? new LiveStream(model().stream(request(ask, param)), ask.data())
                        : new TextStream(answer(ask, param), true, ask.data());
            }
        };
    }

    @Override
    public QueryData data(QueryParam param) {
        return param.mode() == QueryMode.BYPASS ? bypassData() : retrieve(param, SILENT).data();
    }

    @Override
    public QueryStream complete(CompletionParam param) {
        CompletionRequest request =
                new CompletionRequest(
                        param.prompt(),
                        param.system(),
                        param.history(),
                        false,
                        OptionalInt.empty(),
                        CallPriority.INTERACTIVE);
        return param.stream()
                ? new LiveStream(model().stream(request), bypassData())
                : new TextStream(complete(request).text(), true, bypassData());
    }

    @Override
    public int countTokens(String text) {
        return tokenizer.count(text);
    }

    /** How far a question got without the answering model. */
    private sealed interface Prepared {
        QueryData data();

        /** Nothing is left to ask. */
        record Ready(String text, boolean generated, QueryData data) implements Prepared {}

        /**
         * @param key of the answer in the cache; empty = not kept
         */
        record Ask(
                String query,
                String system,
                Optional<String> key,
                QuerySettings settings,
                QueryData data)
                implements Prepared {}
    }

    private Prepared prepare(QueryParam param, Consumer<String> progress) {
        return switch (retrieve(param, progress)) {
            case Retrieval.Nothing nothing ->
                    new Prepared.Ready(
                            prompts.text(Prompt.NO_ANSWER).strip(), false, nothing.data());
            case Retrieval.Context context -> prepare(param, context);
        };
    }

    private Prepared prepare(QueryParam param, Retrieval.Context context) {
        if (param.onlyNeedContext() && !param.onlyNeedPrompt()) {
            return new Prepared.Ready(context.text(), false, context.data());
        }
        QuerySettings settings = settings(param);
        String system = system(settings, context.text());
        if (param.onlyNeedPrompt()) {
            String prompt = String.join("\n\n", system, "---User Query---", settings.query());
            return new Prepared.Ready(prompt, false, context.data());
        }
        if (!param.conversationHistory().isEmpty()) {
            return new Prepared.Ask(
                    settings.query(), system, Optional.empty(), settings, context.data());
        }
        String key =
                AnswerKey.of(
                        settings,
                        searched(context.data()),
                        options.query().contentHeadings(),
                        CacheKeys.identity(model().info(), ModelRole.QUERY) + wording(settings));
        return cache.get(CacheKind.QUERY, key)
                .<Prepared>map(reply -> new Prepared.Ready(reply.text(), true, context.data()))
                .orElseGet(
                        () ->
                                new Prepared.Ask(
                                        settings.query(),
                                        system,
                                        Optional.of(key),
                                        settings,
                                        context.data()));
    }

    private String wording(QuerySettings settings) {
        return settings.mode() == QueryMode.NAIVE
                ? prompts.mark(Prompt.ANSWER_NAIVE, Prompt.CONTEXT_NAIVE)
                : prompts.mark(Prompt.ANSWER_GRAPH, Prompt.CONTEXT_GRAPH);
    }

    private static Keywords searched(QueryData data) {
        return new Keywords(data.highLevelKeywords(), data.lowLevelKeywords());
    }

    private Retrieval retrieve(QueryParam param, Consumer<String> progress) {
        Keywords given = new Keywords(param.highLevelKeywords(), param.lowLevelKeywords());
        return retriever.retrieve(settings(param), given, progress);
    }

    private QuerySettings settings(QueryParam param) {
        return QuerySettings.of(
                QueryText.checked(param.query(), true), param, options, scopes.of(param.filter()));
    }

    private String system(QuerySettings settings, String context) {
        boolean naive = settings.mode() == QueryMode.NAIVE;
        return prompts.fill(
                naive ? Prompt.ANSWER_NAIVE : Prompt.ANSWER_GRAPH,
                Map.of(
                        "response_type",
                        settings.responseType(),
                        "user_prompt",
                        settings.userPromptSlot(),
                        naive ? "content_data" : "context_data",
                        context));
    }

    private String answer(Prepared.Ask ask, QueryParam param) {
        Completion reply = complete(request(ask, param));
        if (!reply.truncated()) {
            ask.key().ifPresent(key -> keep(key, ask, reply.text()));
        }
        return reply.text();
    }

    private void keep(String key, Prepared.Ask ask, String text) {
        String note = AnswerKey.queryParam(ask.settings(), searched(ask.data()), true);
        cache.put(
                CacheKind.QUERY,
                key,
                new ModelCache.NewReply(text, ask.query(), Optional.empty(), Optional.of(note)));
    }

    private static CompletionRequest request(Prepared.Ask ask, QueryParam param) {
        return new CompletionRequest(
                ask.query(),
                Optional.of(ask.system()),
                param.conversationHistory(),
                false,
                OptionalInt.empty(),
                CallPriority.INTERACTIVE);
    }

    private static CompletionRequest bypass(QueryParam param) {
        List<ChatMessage> history = new ArrayList<>(param.conversationHistory());
        return new CompletionRequest(
                QueryText.checked(param.query(), false),
                Optional.empty(),
                history,
                false,
                OptionalInt.empty(),
                CallPriority.INTERACTIVE);
    }

    private static QueryData bypassData() {
        return new QueryData(
                true,
                true,
                "The question goes to the model without retrieval.",
                QueryMode.BYPASS,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    private Completion complete(CompletionRequest request) {
        return model().complete(request);
    }

    private LanguageModel model() {
        return models.languageModel(ModelRole.QUERY);
    }
}
