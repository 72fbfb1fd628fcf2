package lightrag.model.openai;

import java.io.InputStream;
import java.time.Duration;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;

/** A language model at an HTTP endpoint, in either dialect. */
final class HttpLanguageModel implements LanguageModel {

    private final ModelInfo info;
    private final ChatDialect dialect;
    private final HttpEndpoint endpoint;

    HttpLanguageModel(ModelInfo info, ChatDialect dialect, HttpEndpoint endpoint) {
        this.info = info;
        this.dialect = dialect;
        this.endpoint = endpoint;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public Completion complete(CompletionRequest request) {
        byte[] body = dialect.body(request, false);
        return endpoint.post(
                body, reply -> completion(dialect.reply(reply), showsReasoning(request)));
    }

    private Completion completion(ChatReply reply, boolean showReasoning) throws AttemptFailure {
        if (reply.error().isPresent()) {
            throw endpoint.target().refusal(reply.error().get());
        }
        if (!reply.text().isBlank()) {
            return new Completion(reply.text(), reply.truncated(), reply.usage());
        }
        if (showReasoning && !reply.reasoning().isBlank()) {
            String text = "<think>" + reply.reasoning() + "</think>" + reply.text();
            return new Completion(text, reply.truncated(), reply.usage());
        }
        throw empty(reply.truncated());
    }

    /** Without text: a token limit cuts the same way each time, anything else may be chance. */
    private AttemptFailure empty(boolean truncated) {
        String model = "Model " + info.model() + " at " + endpoint.target().shown();
        return truncated
                ? AttemptFailure.lasting(
                        model
                                + " used up its token limit before any text: raise the limit or turn its thinking off.")
                : AttemptFailure.passing(model + " gave an empty reply.");
    }

    /** People see what a model thinks before it answers; programs that parse a reply do not. */
    private static boolean showsReasoning(CompletionRequest request) {
        return !request.json() && request.priority() == CallPriority.INTERACTIVE;
    }

    @Override
    public CompletionStream stream(CompletionRequest request) {
        byte[] body = dialect.body(request, true);
        return endpoint.retrying(limit -> begin(body, limit, showsReasoning(request)));
    }

    /** Waits for the first piece, so that a reply which breaks before it can be tried again. */
    private CompletionStream begin(byte[] body, Duration limit, boolean showReasoning)
            throws AttemptFailure, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        InputStream reply = endpoint.open(body, limit);
        StreamedReply stream = new StreamedReply(reply, dialect, endpoint.target(), showReasoning);
        try {
            if (stream.awaitFirst(Duration.ofNanos(end - System.nanoTime()))) {
                return stream;
            }
        } catch (AttemptFailure | InterruptedException e) {
            stream.close();
            throw e;
        }
        stream.close();
        throw empty(stream.truncated());
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
