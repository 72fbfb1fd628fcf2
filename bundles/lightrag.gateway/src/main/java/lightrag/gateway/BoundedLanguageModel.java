package lightrag.gateway;

import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;

/** A shared language model as one workspace and role may use it. */
record BoundedLanguageModel(ModelInfo info, SharedModel<LanguageModel> shared, RoleCalls calls)
        implements LanguageModel {

    @Override
    public Completion complete(CompletionRequest request) {
        Completion completion =
                calls.call(shared, request.priority(), model -> model.complete(request));
        calls.counters().used(completion.usage());
        return completion;
    }

    @Override
    public CompletionStream stream(CompletionRequest request) {
        return calls.stream(shared, request.priority(), model -> model.stream(request));
    }

    /** The workspace's models are closed together. */
    @Override
    public void close() {}
}
