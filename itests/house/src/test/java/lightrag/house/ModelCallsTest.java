package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lightrag.testkit.ModelServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What reaches the models, what is counted of it, and that nobody pays for what nobody reads. */
class ModelCallsTest {

    private static Path recorded;
    private static ModelServerProcess models;
    private static HouseServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        Path folder = HouseServer.folder();
        recorded = folder.resolve("asked.jsonl");
        models = ModelServerProcess.start("--chunk-ms", "100", "--record", recorded.toString());
        server =
                HouseServer.start(
                        HouseServer.settings(folder)
                                .withUsers(
                                        HouseServer.write(
                                                folder.resolve("users.json"), HouseServer.users()))
                                .withModelServer(models.url()));
        api = server.api().withKey(HouseServer.KEY_A);
    }

    @AfterAll
    static void stop() {
        server.close();
        models.close();
    }

    private static JsonNode calls(Api caller) {
        return caller.get("/health").json().path("llm_queue_status").path("query");
    }

    private static Map<String, Object> question(String text) {
        return Map.of("query", text, "mode", "bypass");
    }

    @Test
    void aReaderWhoGoesAwayEndsTheModelsCall() throws IOException {
        long before = calls(api).path("cancelled_total").asLong();
        URI url = URI.create(server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String body = Api.JSON.writeValueAsString(question("word ".repeat(2000)));
            socket.getOutputStream()
                    .write(
                            ("POST /query/stream HTTP/1.1\r\nHost: x\r\nX-API-Key: "
                                            + HouseServer.KEY_A
                                            + "\r\nContent-Type: application/json\r\n"
                                            + "Content-Length: "
                                            + body.length()
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.UTF_8));
            BufferedReader answer =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            while (!answer.readLine().startsWith("{\"response\"")) {
                assertThat(socket.isClosed()).isFalse();
            }
            assertThat(calls(api).path("running").asLong()).isEqualTo(1);
        }
        HouseServer.await(() -> calls(api).path("cancelled_total").asLong() == before + 1);
        assertThat(calls(api).path("running").asLong()).isZero();
    }

    @Test
    void whatElseStandsInAMessageReachesTheModel() throws IOException {
        Map<String, Object> request =
                Map.of(
                        "query",
                        "And then, of message forty-two?",
                        "mode",
                        "bypass",
                        "conversation_history",
                        List.of(
                                Map.of(
                                        "role",
                                        "user",
                                        "content",
                                        "Hello",
                                        "name",
                                        "ada_lovelace",
                                        "parts",
                                        List.of(1, "two"))));
        assertThat(api.post("/query", request).status()).isEqualTo(200);
        assertThat(Files.readString(recorded))
                .contains("ada_lovelace")
                .containsPattern("parts\\\\?\":\\s*\\[1,\\s*\\\\?\"two");
    }

    @Test
    void tokensAreCountedForEachWorkspaceAndRole() {
        Api other = server.api().withKey(HouseServer.KEY_B);
        long before = calls(other).path("total_tokens").asLong();
        long mine = calls(api).path("total_tokens").asLong();
        assertThat(other.post("/query", question("How are you today?")).status()).isEqualTo(200);
        assertThat(calls(other).path("prompt_tokens").asLong()).isPositive();
        assertThat(calls(other).path("total_tokens").asLong()).isGreaterThan(before);
        assertThat(calls(api).path("total_tokens").asLong()).isEqualTo(mine);
        assertThat(calls(other).path("max_queue_size").asLong()).isPositive();
        assertThat(server.api().withKey(HouseServer.KEY_ADMIN).get("/admin/metrics").body())
                .contains(
                        "lightrag_model_prompt_tokens_total{workspace=\"tenant_b\",role=\"query\"} "
                                + calls(other).path("prompt_tokens").asLong());
    }
}
