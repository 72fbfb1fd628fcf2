package lightrag.launcher;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import lightrag.launcher.json.JsonText;

/** Calls a server's routes below {@code /admin} with an admin's key. */
final class AdminClient implements AutoCloseable {

    /** A version waits for the calls of a former copy of itself, in the worst case. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String key;

    AdminClient(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    /**
     * An answer.
     *
     * @param body the object in it; empty when it was none
     */
    record Reply(int status, Map<String, Object> body) {

        boolean ok() {
            return status == 200;
        }

        /** Why it was refused. */
        String reason() {
            Object reason = body.getOrDefault("message", body.getOrDefault("detail", "no reason"));
            return "The server answers " + status + ": " + reason;
        }
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Reply post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    /** Sends a file as it is; its name goes along. */
    Reply send(Path file, String path) throws IOException, InterruptedException {
        String name = URLEncoder.encode(file.getFileName().toString(), StandardCharsets.UTF_8);
        return send(
                request(path + "&name=" + name)
                        .header("Content-Type", "application/java-archive")
                        .POST(BodyPublishers.ofFile(file)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .header("X-API-Key", key);
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), object(response.body()));
        } catch (ConnectException e) {
            throw new IOException("No server answers at " + server, e);
        }
    }

    private static Map<String, Object> object(String body) {
        try {
            return JsonText.readObject(body);
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
