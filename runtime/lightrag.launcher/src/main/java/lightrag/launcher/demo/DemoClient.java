package lightrag.launcher.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Scanner;
import java.util.function.Consumer;
import lightrag.launcher.json.JsonText;

/** Calls the server as one tenant. */
final class DemoClient {

    private static final String BOUNDARY = "lightrag-demo-boundary";

    private final HttpClient http;
    private final URI base;
    private final String apiKey;

    DemoClient(HttpClient http, URI base, String apiKey) {
        this.http = http;
        this.base = base;
        this.apiKey = apiKey;
    }

    void upload(Path file) throws IOException, InterruptedException {
        String head =
                "--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                        + file.getFileName()
                        + "\"\r\nContent-Type: text/plain\r\n\r\n";
        String body = head + Files.readString(file) + "\r\n--" + BOUNDARY + "--\r\n";
        send(
                request("/documents/upload")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofString(body)));
    }

    /** Documents by status. */
    Map<String, Object> statusCounts() throws IOException, InterruptedException {
        return JsonText.object(
                get("/documents/status_counts").getOrDefault("status_counts", Map.of()));
    }

    /** Asks in mode mix; lines of the answer as they arrive. */
    void ask(String question, Consumer<Map<String, Object>> line)
            throws IOException, InterruptedException {
        String body =
                "{\"query\": "
                        + JsonText.quote(question)
                        + ", \"mode\": \"mix\", \"stream\": true}";
        HttpResponse<InputStream> response =
                http.send(
                        request("/query/stream")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofInputStream());
        try (Scanner lines = new Scanner(response.body(), StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                String text = lines.nextLine();
                if (!text.isBlank()) {
                    line.accept(JsonText.readObject(text));
                }
            }
        }
    }

    private Map<String, Object> get(String path) throws IOException, InterruptedException {
        return JsonText.readObject(send(request(path).GET()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("X-API-Key", apiKey);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    response.uri().getPath()
                            + " answers "
                            + response.statusCode()
                            + ": "
                            + response.body());
        }
        return response.body();
    }
}
