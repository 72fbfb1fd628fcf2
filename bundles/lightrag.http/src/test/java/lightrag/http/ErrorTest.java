package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lightrag.api.ConflictException;
import lightrag.api.DeniedException;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRagException;
import lightrag.api.ModelFailureException;
import lightrag.api.NotFoundException;
import lightrag.api.OverloadedException;
import lightrag.api.StorageFailureException;
import lightrag.api.TooLargeException;
import lightrag.api.UnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorTest {
    private static final Duration SOON = Duration.ofMillis(1500);
    private static final Map<String, LightRagException> FAILURES =
            Map.of(
                    "invalid", new InvalidInputException("x", "wrong"),
                    "chunking", new InvalidInputException("chunking", "wrong"),
                    "missing", new NotFoundException("gone"),
                    "conflict", new ConflictException("busy"),
                    "large", new TooLargeException("big"),
                    "denied", new DeniedException("no"),
                    "overloaded", new OverloadedException("later", SOON),
                    "unavailable", new UnavailableException("later", Duration.ZERO),
                    "model", new ModelFailureException("secret", true),
                    "storage", new StorageFailureException("secret"));

    private final FakeLightRag rag = new FakeLightRag();
    private final TestServer server = new TestServer(rag);

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> fail(String kind) throws Exception {
        rag.streams =
                param -> {
                    throw FAILURES.get(kind);
                };
        return server.post("/query/stream", Map.of("query", "what is it"));
    }

    @ParameterizedTest
    @CsvSource({
        "invalid,400,wrong",
        "chunking,422,wrong",
        "missing,404,gone",
        "conflict,409,busy",
        "large,413,big",
        "denied,403,no",
        "overloaded,429,later",
        "unavailable,503,later"
    })
    void kindsOfFailureHaveTheirStatus(String kind, int status, String detail) throws Exception {
        HttpResponse<String> response = fail(kind);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"detail\":\"" + detail + "\"}");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void overloadSaysWhenToTryAgain() throws Exception {
        assertThat(fail("overloaded").headers().firstValue("retry-after")).hasValue("2");
        assertThat(fail("unavailable").headers().firstValue("retry-after")).hasValue("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/query", "/query/data", "/query/stream"})
    void failuresInsideHideTheirReason(String path) throws Exception {
        for (String question : List.of("BOOM now", "BUG now")) {
            HttpResponse<String> response = server.post(path, Map.of("query", question));
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .matches(
                            "\\{\"detail\":\"Internal server error \\(error_id: [0-9a-f]{12}\\)\"}");
        }
    }

    @Test
    void storesAreFailuresInside() throws Exception {
        HttpResponse<String> response = fail("storage");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void chatFailuresHaveOllamasForms() throws Exception {
        assertThat(server.post("/api/chat", "{").body())
                .isEqualTo("{\"detail\":\"Invalid JSON in request body\"}");
        assertThat(server.post("/api/chat", "[]").statusCode()).isEqualTo(400);
        assertThat(
                        server.post("/api/chat", Map.of("model", "m", "messages", List.of()))
                                .statusCode())
                .isEqualTo(400);
        assertThat(server.post("/api/chat", Map.of("messages", List.of())).body())
                .contains("model");
        assertThat(chat("/local ").body()).contains("Query must not be empty.");
        assertThat(chat("/local hi").statusCode()).isEqualTo(400);
        assertThat(chat("/bypass hi").statusCode()).isEqualTo(200);
        assertThat(chat("BOOM now").statusCode()).isEqualTo(500);
        assertThat(chat("/bypass BOOM").statusCode()).isEqualTo(500);
    }

    private HttpResponse<String> chat(String content) throws Exception {
        return server.post(
                "/api/chat",
                Map.of(
                        "model",
                        "m",
                        "stream",
                        false,
                        "messages",
                        List.of(Map.of("role", "user", "content", content))));
    }
}
