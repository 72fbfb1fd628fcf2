package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {
    private final TestServer server =
            new TestServer(
                    new FakeLightRag(),
                    Map.of(
                            "lightrag_api_prefix",
                            "site01/",
                            "max_request_body_bytes",
                            3000L,
                            "max_upload_size",
                            1000L,
                            "cors_origins",
                            "http://ok.example, http://two.example"));

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nope,404,Not Found",
        "GET,/documents/nope,404,Not Found",
        "GET,/query,405,Method Not Allowed",
        "DELETE,/health,405,Method Not Allowed",
        "OPTIONS,/health,405,Method Not Allowed",
        "PUT,/documents,405,Method Not Allowed"
    })
    void routingErrorsAreJson(String method, String path, int status, String detail)
            throws Exception {
        HttpResponse<String> response =
                server.send(
                        server.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"detail\":\"" + detail + "\"}");
        assertThat(response.headers().firstValue("vary")).hasValue("Origin");
    }

    @Test
    void wrongMethodsNameTheRightOne() throws Exception {
        assertThat(server.get("/query").headers().firstValue("allow")).hasValue("POST");
        HttpResponse<String> head =
                server.send(
                        server.request("/health")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(head.headers().firstValue("allow")).hasValue("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/site01"})
    void aSlashTooManyIsLedBack(String prefix) throws Exception {
        HttpResponse<String> response = server.get(prefix + "/documents/status_counts/?a=b");
        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.headers().firstValue("location"))
                .hasValue(
                        "http://127.0.0.1:"
                                + server.port()
                                + prefix
                                + "/documents/status_counts?a=b");
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graph/label/list", "/site01/graph/label/list"})
    void answersWithAndWithoutPrefix(String path) throws Exception {
        assertThat(server.get(path).body()).isEqualTo("[\"Alan Turing\",\"Bletchley Park\"]");
    }

    @Test
    void leadsToThePagesBelowThePrefix() throws Exception {
        assertThat(server.get("/").headers().firstValue("location")).hasValue("/site01/docs");
    }

    @Test
    void refusesDeclaredAndUndeclaredLargeBodies() throws Exception {
        byte[] large = new byte[3001];
        HttpResponse<String> declared =
                server.send(
                        server.request("/site01/query")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(large)));
        HttpResponse<String> undeclared =
                server.send(
                        server.request("/query")
                                .POST(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(large))));
        assertThat(declared.statusCode()).isEqualTo(413);
        assertThat(declared.body()).contains("3000");
        assertThat(undeclared.statusCode()).isEqualTo(413);
        assertThat(undeclared.body()).isEqualTo(declared.body());
    }

    @Test
    void namedOriginsMayShowAnswers() throws Exception {
        HttpResponse<String> allowed =
                server.send(server.request("/health").header("Origin", "http://two.example"));
        assertThat(allowed.headers().firstValue("access-control-allow-origin"))
                .hasValue("http://two.example");
        assertThat(allowed.headers().firstValue("access-control-allow-credentials"))
                .hasValue("true");
        assertThat(allowed.headers().firstValue("access-control-expose-headers"))
                .hasValue("X-New-Token");
        HttpResponse<String> refused =
                server.send(server.request("/health").header("Origin", "http://no.example"));
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void otherOriginsMayNotAskBeforehand() throws Exception {
        HttpResponse<String> refused =
                server.send(
                        server.request("/query")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .header("Origin", "http://no.example")
                                .header("Access-Control-Request-Method", "POST"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("Disallowed CORS origin");
        assertThat(refused.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void refusalsOfTheEdgeCarryCorsHeadersToo() throws Exception {
        HttpResponse<String> response =
                server.send(
                        server.request("/query")
                                .header("Origin", "http://ok.example")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[4000])));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("access-control-allow-origin"))
                .hasValue("http://ok.example");
    }

    @Test
    void requestsAreNamed() throws Exception {
        HttpResponse<String> own =
                server.send(server.request("/health").header("X-Request-Id", "abc-1"));
        HttpResponse<String> forged =
                server.send(server.request("/health").header("X-Request-Id", "a b"));
        assertThat(own.headers().firstValue("x-request-id")).hasValue("abc-1");
        assertThat(forged.headers().firstValue("x-request-id").orElseThrow())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void queryParametersAreCheckedAsBodiesAre() throws Exception {
        assertThat(server.get("/graphs").body())
                .isEqualTo(
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"query\",\"label\"],\"msg\":\"Field required\","
                                + "\"input\":null}]}");
        assertThat(server.get("/graph/label/popular?limit=1001").body())
                .contains(
                        "\"type\":\"less_than_equal\"",
                        "\"input\":\"1001\"",
                        "\"ctx\":{\"le\":1000}");
        assertThat(server.get("/graph/label/search?q=%20&limit=1").body()).isEqualTo("[]");
        assertThat(server.get("/graph/entity/exists?name=Alan+Turing").body())
                .isEqualTo("{\"exists\":true}");
    }
}
