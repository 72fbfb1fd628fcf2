package lightrag.model.openai;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import lightrag.api.ModelFailureException;
import tools.jackson.core.JacksonException;

/**
 * One address that takes JSON by POST. Each try may take the configured timeout, all tries with
 * their pauses twice that (rule RL-3). Thread-safe; interrupting the caller cancels the exchange.
 */
final class HttpEndpoint implements AutoCloseable {

    /** An error page longer than this says nothing more. */
    private static final int ERROR_BYTES_MAX = 64 * 1024;

    /** The largest batches of vectors stay far below; a server gone wild must not fill the heap. */
    private static final long REPLY_BYTES_MAX = 256L << 20;

    private static final BodyHandler<byte[]> WHOLE =
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), REPLY_BYTES_MAX);

    private final HttpTarget target;
    private final RetryPolicy policy;
    private final HttpClients clients;
    private final HttpClient client;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    HttpEndpoint(HttpTarget target, RetryPolicy policy, HttpClients clients) {
        this.target = target;
        this.policy = policy;
        this.clients = clients;
        this.client = clients.acquire();
    }

    HttpTarget target() {
        return target;
    }

    /** What makes a result of a whole reply. */
    @FunctionalInterface
    interface Reader<T> {
        T read(byte[] body) throws AttemptFailure;
    }

    /** One try, given the time it may take. */
    @FunctionalInterface
    interface Attempt<T> {
        T run(Duration limit) throws AttemptFailure, InterruptedException;
    }

    /**
     * Sends a request until a usable reply comes.
     *
     * @throws ModelFailureException none came
     */
    <T> T post(byte[] body, Reader<T> reader) {
        return retrying(limit -> reading(exchange(body, limit), reader));
    }

    /** Runs tries until one succeeds, none can help any more, or the time is over. */
    <T> T retrying(Attempt<T> attempt) {
        long end = System.nanoTime() + 2 * target.timeout().toNanos();
        for (int tried = 1; ; tried++) {
            try {
                long left = Math.max(1, end - System.nanoTime());
                return attempt.run(Duration.ofNanos(Math.min(left, target.timeout().toNanos())));
            } catch (AttemptFailure failure) {
                Duration pause = policy.pause(tried, failure);
                boolean late = System.nanoTime() + pause.toNanos() >= end;
                if (!failure.retriable()
                        || tried >= policy.tries()
                        || late
                        || closedWithin(pause)) {
                    throw failure.toModelFailure(tried);
                }
            } catch (InterruptedException e) {
                throw cancelled(e);
            }
        }
    }

    /** Waits out a pause; true when the endpoint was closed instead. */
    private boolean closedWithin(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    static ModelFailureException cancelled(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ModelFailureException("The call to the model was cancelled.", true, cause);
    }

    private byte[] exchange(byte[] body, Duration limit)
            throws AttemptFailure, InterruptedException {
        HttpResponse<byte[]> response = send(body, WHOLE, limit);
        if (response.statusCode() != 200) {
            throw target.refusal(response.statusCode(), response.headers(), response.body());
        }
        return response.body();
    }

    private <T> T reading(byte[] reply, Reader<T> reader) throws AttemptFailure {
        try {
            return reader.read(reply);
        } catch (JacksonException e) {
            throw AttemptFailure.passing(
                    "The reply of " + target.shown() + " is cut or no JSON.", e);
        }
    }

    /** One try whose reply is read as it arrives; the caller closes it. */
    InputStream open(byte[] body, Duration limit) throws AttemptFailure, InterruptedException {
        HttpResponse<InputStream> response = send(body, BodyHandlers.ofInputStream(), limit);
        if (response.statusCode() == 200) {
            return response.body();
        }
        byte[] reply;
        try (InputStream in = response.body()) {
            reply = in.readNBytes(ERROR_BYTES_MAX);
        } catch (IOException e) {
            reply = new byte[0]; // the status alone says enough
        }
        throw target.refusal(response.statusCode(), response.headers(), reply);
    }

    private <T> HttpResponse<T> send(byte[] body, BodyHandler<T> handler, Duration limit)
            throws AttemptFailure, InterruptedException {
        HttpRequest request = target.request(body);
        CompletableFuture<HttpResponse<T>> pending = client.sendAsync(request, handler);
        try {
            return pending.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw e;
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw AttemptFailure.passing(
                    target.shown() + " sent no reply within " + limit.toSeconds() + " s.", e);
        } catch (ExecutionException e) {
            throw AttemptFailure.passing(
                    "No connection to " + target.shown() + ", or it broke: " + reason(e) + ".", e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String text = cause.getMessage();
        return text == null || text.isBlank() ? cause.getClass().getSimpleName() : text;
    }

    /** Calls under way finish; pauses end. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closing.countDown();
            clients.release();
        }
    }
}
