package lightrag.engine.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.engine.cache.CacheKeys;
import lightrag.engine.cache.CacheKind;
import lightrag.engine.cache.ModelCache;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.WorkspaceModels;

/** Asks the keyword model what to search for (rules QY-10 to QY-13). */
final class KeywordExtractor {

    /** Questions shorter than this serve as their own keyword. */
    private static final int OWN_KEYWORD_LENGTH = 50;

    private final WorkspaceModels models;
    private final ModelCache cache;
    private final Prompts prompts;
    private final String language;

    KeywordExtractor(WorkspaceModels models, ModelCache cache, Prompts prompts, String language) {
        this.models = models;
        this.cache = cache;
        this.prompts = prompts;
        this.language = language;
    }

    /** Keywords of a question; none when it is long and the model finds none. */
    Keywords extract(QuerySettings settings) {
        Keywords found = cachedOrAsked(settings);
        boolean ownKeyword =
                found.isEmpty()
                        && lightrag.api.CodePoints.length(settings.query()) < OWN_KEYWORD_LENGTH;
        return ownKeyword ? new Keywords(List.of(), List.of(settings.query())) : found;
    }

    private Keywords cachedOrAsked(QuerySettings settings) {
        LanguageModel model = models.languageModel(ModelRole.KEYWORD);
        String mode = settings.mode().wire();
        String identity =
                CacheKeys.identity(model.info(), ModelRole.KEYWORD)
                        + prompts.mark(Prompt.KEYWORDS, Prompt.KEYWORDS_EXAMPLES);
        String key =
                CacheKeys.key(
                        mode,
                        CacheKind.KEYWORDS,
                        CacheKeys.keywordsHash(mode, settings.query(), language, identity));
        return cache.get(CacheKind.KEYWORDS, key)
                .flatMap(reply -> KeywordReply.parse(reply.text()))
                .orElseGet(() -> ask(settings, model, key));
    }

    private Keywords ask(QuerySettings settings, LanguageModel model, String key) {
        String prompt =
                prompts.fill(
                        Prompt.KEYWORDS,
                        Map.of(
                                "query", settings.query(),
                                "examples", prompts.text(Prompt.KEYWORDS_EXAMPLES),
                                "language", language));
        Completion reply =
                model.complete(
                        new CompletionRequest(
                                prompt,
                                Optional.empty(),
                                List.of(),
                                true,
                                OptionalInt.empty(),
                                CallPriority.INTERACTIVE));
        Keywords keywords = KeywordReply.parse(reply.text()).orElse(Keywords.NONE);
        if (!keywords.isEmpty() && !reply.truncated()) {
            cache.put(
                    CacheKind.KEYWORDS,
                    key,
                    new ModelCache.NewReply(
                            KeywordReply.render(keywords),
                            settings.query(),
                            Optional.empty(),
                            Optional.of(AnswerKey.queryParam(settings, Keywords.NONE, false))));
        }
        return keywords;
    }
}
