package lightrag.model.openai;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A reply as it arrives. A virtual thread reads ahead into a bounded queue; when the consumer is
 * slower, the connection's own flow control holds the server back. One thread consumes; any may
 * close.
 */
final class StreamedReply implements CompletionStream {

    /** Enough to ride out a pause of the consumer; a piece is a word or two. */
    private static final int PIECES_AHEAD_MAX = 256;

    private final InputStream body;
    private final Frames frames;
    private final ChatDialect dialect;
    private final HttpTarget target;
    private final ReasoningFold fold;
    private final BlockingQueue<Signal> queue = new ArrayBlockingQueue<>(PIECES_AHEAD_MAX);
    private final Thread reader;
    private volatile boolean closed;
    private volatile boolean truncated;
    private volatile TokenUsage usage = TokenUsage.UNKNOWN;
    private @Nullable Signal ahead;

    private sealed interface Signal {
        record Piece(String text) implements Signal {}

        record Broken(AttemptFailure failure) implements Signal {}

        record End() implements Signal {}
    }

    StreamedReply(InputStream body, ChatDialect dialect, HttpTarget target, boolean showReasoning) {
        this.body = body;
        this.dialect = dialect;
        this.frames = dialect.frames(body);
        this.target = target;
        this.fold = new ReasoningFold(showReasoning);
        this.reader = Thread.ofVirtual().name("model-stream").start(this::read);
    }

    private void read() {
        try {
            queue.put(readPieces());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody waits for more
        } finally {
            release();
        }
    }

    /** Hands on all pieces; returns how it ended. */
    private Signal readPieces() throws InterruptedException {
        boolean finished = false;
        try {
            for (Optional<String> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                ChatReply piece = dialect.piece(frame.get());
                if (piece.error().isPresent()) {
                    return new Signal.Broken(target.refusal(piece.error().get()));
                }
                take(piece);
                finished |= !piece.finish().isEmpty();
            }
        } catch (IOException | JacksonException e) {
            return new Signal.Broken(
                    AttemptFailure.passing("The reply of " + target.shown() + " broke off.", e));
        }
        for (String text : fold.end()) {
            queue.put(new Signal.Piece(text));
        }
        return finished
                ? new Signal.End()
                : new Signal.Broken(
                        AttemptFailure.passing(
                                "The reply of " + target.shown() + " ended too early."));
    }

    private void take(ChatReply piece) throws InterruptedException {
        if (!piece.usage().equals(TokenUsage.UNKNOWN)) {
            usage = piece.usage();
        }
        truncated |= piece.truncated();
        for (String text : fold.accept(piece)) {
            queue.put(new Signal.Piece(text));
        }
    }

    /**
     * Waits for the first piece; false when the reply has none.
     *
     * @throws AttemptFailure it broke before
     */
    boolean awaitFirst(Duration limit) throws AttemptFailure, InterruptedException {
        Signal first = queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        ahead = first;
        return switch (first) {
            case null -> throw AttemptFailure.passing(silence(limit));
            case Signal.Piece piece -> true;
            case Signal.Broken broken -> throw broken.failure();
            case Signal.End end -> false;
        };
    }

    boolean truncated() {
        return truncated;
    }

    @Override
    public TokenUsage usage() {
        return usage;
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        Signal signal = ahead == null ? await() : ahead;
        ahead = signal;
        return switch (signal) {
            case Signal.Piece piece -> true;
            case Signal.Broken broken -> throw broken.failure().toModelFailure(1);
            case Signal.End end -> false;
        };
    }

    @Override
    public String next() {
        if (hasNext() && ahead instanceof Signal.Piece(String text)) {
            ahead = null;
            return text;
        }
        throw new NoSuchElementException("the reply is over");
    }

    private Signal await() {
        try {
            Signal signal = queue.poll(target.timeout().toNanos(), TimeUnit.NANOSECONDS);
            if (signal == null) {
                close();
                throw new ModelFailureException(silence(target.timeout()), true);
            }
            return signal;
        } catch (InterruptedException e) {
            close();
            throw HttpEndpoint.cancelled(e);
        }
    }

    private String silence(Duration limit) {
        return target.shown() + " sent nothing for " + limit.toSeconds() + " s.";
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            reader.interrupt();
            release();
            queue.clear();
            queue.offer(
                    new Signal.End()); // wakes a consumer that waits; after the clear there is room
        }
    }

    /**
     * Closing what is not read to its end closes the connection, which tells the server to stop.
     */
    private void release() {
        try {
            body.close();
        } catch (IOException e) {
            // broken already, which is as good as closed; the reader reports it
        }
    }
}
