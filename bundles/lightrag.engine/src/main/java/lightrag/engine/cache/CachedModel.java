package lightrag.engine.cache;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.ChatMessage;
import lightrag.api.ModelFailureException;
import lightrag.engine.rows.CachedReply;
import lightrag.engine.task.Cancellation;
import lightrag.engine.text.TextCleaner;
import lightrag.engine.text.ThinkTags;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.WorkspaceModels;

/** The model that extracts and summarises, asked only when no reply is kept. */
public final class CachedModel {

    private final WorkspaceModels models;
    private final ModelCache cache;
    private final InstantSource clock;

    public CachedModel(WorkspaceModels models, ModelCache cache, InstantSource clock) {
        this.models = models;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * @param chunkId the chunk the reply will be about
     * @param history messages before {@code user}
     */
    public record Question(
            CacheKind kind,
            String user,
            Optional<String> system,
            List<ChatMessage> history,
            boolean json,
            Optional<String> chunkId,
            CallPriority priority) {}

    /**
     * @param text without thoughts, trimmed
     * @param timestamp seconds since 1970 when the model gave it
     * @param key under which it is kept; absent when it is not
     */
    public record Reply(String text, long timestamp, Optional<String> key, boolean truncated) {}

    /**
     * @throws ModelFailureException the model gave no usable reply
     * @throws lightrag.engine.task.WorkCancelledException the scope was cancelled
     */
    public Reply ask(Question question, Cancellation scope) {
        return ask(question, false, scope);
    }

    /**
     * As {@link #ask}, for a kept reply that was of no use: the model is asked in any case.
     *
     * @throws ModelFailureException the model gave no usable reply
     * @throws lightrag.engine.task.WorkCancelledException the scope was cancelled
     */
    public Reply askAgain(Question question, Cancellation scope) {
        return ask(question, true, scope);
    }

    private Reply ask(Question question, boolean again, Cancellation scope) {
        scope.check();
        LanguageModel model = models.languageModel(ModelRole.EXTRACT);
        if (!cache.keeps(question.kind())) {
            return fresh(model, question, scope);
        }
        String prompt =
                CacheKeys.promptText(question.user(), question.system(), question.history());
        String identity = CacheKeys.identity(model.info(), ModelRole.EXTRACT);
        String key =
                CacheKeys.key(
                        CacheKeys.DEFAULT_MODE,
                        question.kind(),
                        CacheKeys.extractHash(prompt, question.json(), identity));
        Optional<CachedReply> kept = again ? Optional.empty() : cache.get(question.kind(), key);
        if (kept.isPresent()) {
            return new Reply(kept.get().text(), kept.get().createdAt(), Optional.of(key), false);
        }
        Reply reply = fresh(model, question, scope);
        return reply.truncated() ? reply : keep(question, key, reply);
    }

    /**
     * Only the last message is stored beside the reply: the rest is the same for every chunk, and
     * long.
     */
    private Reply keep(Question question, String key, Reply reply) {
        cache.put(
                question.kind(),
                key,
                new ModelCache.NewReply(
                        reply.text(), question.user(), question.chunkId(), Optional.empty()));
        return new Reply(reply.text(), reply.timestamp(), Optional.of(key), false);
    }

    private Reply fresh(LanguageModel model, Question question, Cancellation scope) {
        CompletionRequest request =
                new CompletionRequest(
                        TextCleaner.sanitize(question.user()),
                        question.system().map(TextCleaner::sanitize),
                        question.history(),
                        question.json(),
                        OptionalInt.empty(),
                        question.priority());
        Completion completion = scope.call(() -> model.complete(request));
        String text = ThinkTags.remove(completion.text());
        if (completion.truncated() && text.isEmpty()) {
            throw new ModelFailureException(
                    "The model's reply was cut off before it said anything; raise its limit of tokens.",
                    false);
        }
        return new Reply(
                text, clock.instant().getEpochSecond(), Optional.empty(), completion.truncated());
    }
}
