package lightrag.model.openai;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * One HTTP client, with its connections, for all models of a provider; there only while a model is
 * open. A closed one finishes what it has begun.
 */
final class HttpClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private Optional<HttpClient> open = Optional.empty();
    private int users;

    /** Counts a user in. Each calls {@link #release} once. */
    synchronized HttpClient acquire() {
        HttpClient current = open.orElseGet(HttpClients::start);
        open = Optional.of(current);
        users++;
        return current;
    }

    synchronized void release() {
        if (--users == 0) {
            open.ifPresent(HttpClient::shutdown);
            open = Optional.empty();
        }
    }

    /** Never follows redirects: they would carry the key elsewhere and turn a POST into a GET. */
    private static HttpClient start() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }
}
