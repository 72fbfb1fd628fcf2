package lightrag.deploy.selftest;

import java.util.List;
import java.util.Optional;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.TokenUsage;

/** Answers every request with one text. */
record ScriptedLanguageModel(String reply) implements LanguageModel {

    @Override
    public ModelInfo info() {
        return new ModelInfo("self-test", Optional.empty(), "script");
    }

    @Override
    public Completion complete(CompletionRequest request) {
        return new Completion(reply, false, TokenUsage.UNKNOWN);
    }

    @Override
    public CompletionStream stream(CompletionRequest request) {
        var pieces = List.of(reply.split("(?<= )")).iterator();
        return new CompletionStream() {
            @Override
            public boolean hasNext() {
                return pieces.hasNext();
            }

            @Override
            public String next() {
                return pieces.next();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
