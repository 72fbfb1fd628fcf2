package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import lightrag.testkit.felix.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the HTTP interface with one caller's headers. */
final class Api {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client;
    private final String base;
    private final Map<String, String> headers;

    /**
     * @param base without a slash at its end
     */
    Api(String base) {
        this(HttpClient.newHttpClient(), base, Map.of());
    }

    private Api(HttpClient client, String base, Map<String, String> headers) {
        this.client = client;
        this.base = base;
        this.headers = headers;
    }

    /** The same server, called with one more header. */
    Api with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Api(client, base, more);
    }

    Api withKey(String key) {
        return with("X-API-Key", key);
    }

    /** The same server under a path prefix. */
    Api under(String prefix) {
        return new Api(client, base + prefix, headers);
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    Reply post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    Reply delete(String path, Object body) {
        return send("DELETE", path, JSON.writeValueAsString(body));
    }

    Reply send(String method, String path, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        headers.forEach(request::header);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return send(request.build());
    }

    /** Posts a body of some content type. */
    Reply raw(String path, String contentType, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    /** Posts a form. */
    Reply form(String path, Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach(
                (name, value) ->
                        body.append(body.isEmpty() ? "" : "&")
                                .append(name)
                                .append('=')
                                .append(
                                        java.net.URLEncoder.encode(
                                                value, java.nio.charset.StandardCharsets.UTF_8)));
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    /** Uploads a text as a file. */
    Reply upload(String fileName, String content) {
        return upload(fileName, "text/plain", content.getBytes(StandardCharsets.UTF_8));
    }

    /** Uploads a file. */
    Reply upload(String fileName, String contentType, byte[] content) {
        return send(
                "/documents/upload",
                "filename=\"" + fileName + "\"\r\nContent-Type: " + contentType,
                HttpRequest.BodyPublishers.ofByteArray(content));
    }

    /** Brings a bundle in, as a form. */
    Reply deploy(Path jar, String... query) {
        return send(jar, "/admin/bundles" + String.join("", query));
    }

    /** Sends a file as a form. */
    Reply send(Path jar, String path) {
        try {
            return send(
                    path,
                    "filename=\"" + jar.getFileName() + "\"",
                    HttpRequest.BodyPublishers.ofFile(jar));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * @param described what follows the field's name in the head of the part
     */
    private Reply send(String path, String described, HttpRequest.BodyPublisher content) {
        String boundary = "house-boundary";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(
                                HttpRequest.BodyPublishers.concat(
                                        HttpRequest.BodyPublishers.ofString(
                                                "--"
                                                        + boundary
                                                        + "\r\nContent-Disposition: form-data;"
                                                        + " name=\"file\"; "
                                                        + described
                                                        + "\r\n\r\n"),
                                        content,
                                        HttpRequest.BodyPublishers.ofString(
                                                "\r\n--" + boundary + "--\r\n")));
        headers.forEach(request::header);
        return send(request.build());
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Inserts a text and waits until it is processed. */
    void insert(String source, String text) {
        Reply reply = post("/documents/text", Map.of("text", text, "file_source", source));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        awaitProcessed(reply.json().path("track_id").asString());
    }

    void awaitProcessed(String trackId) {
        Await.until(
                PATIENCE,
                "documents of " + trackId + " are processed",
                () -> {
                    JsonNode documents =
                            get("/documents/track_status/" + trackId).json().path("documents");
                    for (JsonNode document : documents) {
                        assertThat(document.path("status").asString())
                                .as(document.toString())
                                .isNotEqualTo("failed");
                    }
                    return !documents.isEmpty()
                            && documents
                                    .valueStream()
                                    .allMatch(
                                            document ->
                                                    document.path("status")
                                                            .asString()
                                                            .equals("processed"));
                });
    }

    /** Waits until nothing runs. */
    void awaitIdle() {
        Await.until(
                PATIENCE,
                "the pipeline is idle",
                () -> !get("/documents/pipeline_status").json().path("busy").asBoolean(true));
    }

    record Reply(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }
}
