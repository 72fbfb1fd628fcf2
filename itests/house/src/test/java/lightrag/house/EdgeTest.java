package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands before the routes: CORS, a proxy's prefix and headers, compression, bad requests. */
class EdgeTest {

    private static HouseServer server;

    @BeforeAll
    static void start() {
        var folder = HouseServer.folder();
        server =
                HouseServer.start(
                        HouseServer.settings(folder)
                                .with("LIGHTRAG_API_PREFIX", "/rag")
                                .with("CORS_ORIGINS", "https://pages.example,https://other.example")
                                .with("LOGIN_MAX_FAILED_ATTEMPTS", "2")
                                .with("FORWARDED_ALLOW_IPS", "127.0.0.1,10.0.0.0/8")
                                .withUsers(
                                        HouseServer.write(
                                                folder.resolve("users.json"),
                                                HouseServer.users())));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void browsersOfListedSitesMayCall() throws Exception {
        HttpResponse<byte[]> preflight =
                send(
                        "OPTIONS",
                        "/query",
                        "",
                        "Origin",
                        "https://pages.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "x-api-key");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://pages.example");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("x-api-key");
        HttpResponse<byte[]> refused =
                send("GET", "/documents/status_counts", "", "Origin", "https://pages.example");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                .as("a page must be able to read that it has to log in")
                .contains("https://pages.example");
        assertThat(
                        send("GET", "/health", "", "Origin", "https://elsewhere.example")
                                .headers()
                                .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void everythingAnswersWithAndWithoutTheProxysPrefix() throws Exception {
        for (String prefix : new String[] {"", "/rag", "/rag/t/tenant_a", "/t/tenant_a"}) {
            HttpResponse<byte[]> counts =
                    send(
                            "GET",
                            prefix + "/documents/status_counts",
                            "",
                            "X-API-Key",
                            HouseServer.KEY_A);
            assertThat(counts.statusCode()).as(prefix).isEqualTo(200);
        }
        String document = text(send("GET", "/rag/openapi.json", ""));
        assertThat(document).contains("\"servers\":[{\"url\":\"/rag\"}]");
        assertThat(send("GET", "/ragged/health", "", "X-API-Key", HouseServer.KEY_A).statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersAreCompressedForWhoAsks() throws Exception {
        HttpResponse<byte[]> plain = send("GET", "/openapi.json", "");
        HttpResponse<byte[]> packed = send("GET", "/openapi.json", "", "Accept-Encoding", "gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().allValues("Vary"))
                .anyMatch(vary -> vary.contains("Accept-Encoding"));
        assertThat(packed.body().length).isLessThan(plain.body().length / 4);
        assertThat(unpacked(packed.body())).isEqualTo(text(plain));
        HttpResponse<byte[]> tiny = send("GET", "/api/version", "", "Accept-Encoding", "gzip");
        assertThat(tiny.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void streamsAreCompressedToo() throws Exception {
        String question =
                "{\"query\":\"Who is Ahab?\",\"mode\":\"naive\",\"include_progress\":true}";
        HttpResponse<byte[]> plain =
                send("POST", "/query/stream", question, "X-API-Key", HouseServer.KEY_B);
        HttpResponse<byte[]> packed =
                send(
                        "POST",
                        "/query/stream",
                        question,
                        "X-API-Key",
                        HouseServer.KEY_B,
                        "Accept-Encoding",
                        "gzip");
        assertThat(plain.statusCode()).isEqualTo(200);
        String body =
                packed.headers().firstValue("Content-Encoding").isPresent()
                        ? unpacked(packed.body())
                        : text(packed);
        assertThat(body.lines().count()).isEqualTo(text(plain).lines().count());
    }

    /** A wrong password twice locks an address out; whose address it is decides the proxy. */
    @Test
    void aTrustedProxySaysWhoCalls() throws Exception {
        assertThat(login("203.0.113.1")).isEqualTo(401);
        assertThat(login("203.0.113.1")).isEqualTo(401);
        assertThat(login("203.0.113.1")).isEqualTo(429);
        assertThat(login("203.0.113.2")).as("another caller").isEqualTo(401);
        assertThat(login("203.0.113.77, 203.0.113.1"))
                .as("what the caller put in front is not believed")
                .isEqualTo(429);
        assertThat(login("203.0.113.1, 10.1.2.3")).as("a chain of trusted proxies").isEqualTo(429);
    }

    @Test
    void whatNoFilterSeesIsRefusedInJson() throws Exception {
        HttpResponse<byte[]> refused = send("GET", "/documents/track_status/a%0Ab", "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(text(refused)).startsWith("{\"detail\":");
    }

    private static int login(String forwardedFor) throws Exception {
        return send(
                        "POST",
                        "/login",
                        "username=anna&password=wrong",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-Forwarded-For",
                        forwardedFor)
                .statusCode();
    }

    private static HttpResponse<byte[]> send(
            String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.framework().url() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty() && !String.join(" ", headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
