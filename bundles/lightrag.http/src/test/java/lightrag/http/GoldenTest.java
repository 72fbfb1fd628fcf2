package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends what was once sent to the reference and compares status, headers and the form of the body.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenTest {
    private final FakeLightRag rag = new FakeLightRag();
    private final TestServer server = new TestServer(rag, Map.of("pages", true));

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void nothingIsBusy() {
        rag.busy = false;
        rag.liveAnswers = true;
        rag.uploaded.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "001-root-redirect",
                "013-text-insert",
                "014-track-status",
                "018-texts-insert",
                "020-text-chunking-422",
                "021-upload-success",
                "026-paginated",
                "028-status-counts",
                "030-pipeline-status-idle",
                "031-supported-file-types",
                "032-scan",
                "033-scan-status",
                "039-reprocess-failed",
                "050-query-mix",
                "053-query-bypass",
                "070-query-data-mix",
                "083-graphs-label",
                "087-entity-edit",
                "089-entity-rename-conflict-400",
                "091-entity-create",
                "097-entity-rename-merge",
                "101-entity-delete",
                "113-ollama-generate",
                "117-ollama-chat-context",
                "125-ollama-generate-provider-failure",
                "132-body-too-large-413",
                "141-delete-document",
                "151-clear-documents",
                "245-track-content-duplicate"
            })
    void answersInTheRecordedForm(String name) throws Exception {
        replay(Golden.read(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"144-pipeline-status-busy", "145-graph-edit-busy-409", "147-clear-busy"})
    void answersInTheRecordedFormWhileBusy(String name) throws Exception {
        rag.busy = true;
        replay(Golden.read(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "017-text-blank-422",
                "027-paginated-invalid-422",
                "056-query-too-short-422"
            })
    void refusesExactlyAsRecorded(String name) throws Exception {
        Golden golden = Golden.read(name);
        JsonNode actual = replay(golden);
        assertThat(withoutOwnWords(actual)).isEqualTo(withoutOwnWords(golden.body()));
    }

    /** Messages of our own rules are in our own words; standard ones are the standard's. */
    private static List<JsonNode> withoutOwnWords(JsonNode body) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : body.get("detail")) {
            ObjectNode copy = ((ObjectNode) item).deepCopy();
            if (copy.get("type").asString().equals("value_error")) {
                assertThat(copy.get("msg").asString()).startsWith("Value error, ");
                copy.remove("msg");
            }
            items.add(copy);
        }
        return items;
    }

    @Test
    void refusesRetrievalInItsOwnForm() throws Exception {
        Golden golden = Golden.read("073-query-data-400");
        assertThat(replay(golden)).isEqualTo(golden.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"062-stream-mix", "063-stream-progress"})
    void streamsInTheRecordedForm(String name) throws Exception {
        Golden golden = Golden.read(name);
        HttpResponse<String> response = send(golden.request());
        checkHead(golden, response);
        List<String> expected = lineForms(golden.body().get("ndjson"));
        List<String> actual = lineForms(lines(response));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void sendsAKeptAnswerInOneLine() throws Exception {
        rag.liveAnswers = false;
        Golden golden = Golden.read("065-stream-cache-hit");
        HttpResponse<String> response = send(golden.request());
        checkHead(golden, response);
        JsonNode lines = lines(response);
        assertThat(lines.size()).isEqualTo(1);
        assertThat(Golden.differences(golden.body().get("ndjson"), lines)).isEmpty();
    }

    @Test
    void streamsAChatInTheRecordedForm() throws Exception {
        Golden golden = Golden.read("115-ollama-chat-stream-default");
        HttpResponse<String> response = send(golden.request());
        checkHead(golden, response);
        JsonNode expected = golden.body().get("ndjson");
        JsonNode lines = lines(response);
        assertThat(Golden.differences(expected.get(0), lines.get(0))).isEmpty();
        assertThat(
                        Golden.differences(
                                expected.get(expected.size() - 1), lines.get(lines.size() - 1)))
                .isEmpty();
    }

    @Test
    void refusesAChatThatIsTooLarge() throws Exception {
        Golden golden = Golden.read("123-ollama-chat-oversize-413");
        assertThat(replay(golden).get("detail").asString()).contains("messages.0.content");
    }

    @Test
    void answersPreflightAsRecorded() throws Exception {
        Golden golden = Golden.read("133-cors-preflight");
        HttpResponse<String> response = send(golden.request());
        checkHead(golden, response);
        assertThat(response.body()).isEqualTo("OK");
        golden.headers()
                .properties()
                .forEach(
                        header ->
                                assertThat(response.headers().firstValue(header.getKey()))
                                        .map(GoldenTest::compact)
                                        .hasValue(compact(header.getValue().asString())));
    }

    @Test
    void tellsStrangersOnlyThatItIsWell() throws Exception {
        Golden golden = Golden.read("173-health-unauthenticated");
        Map<String, Object> settings =
                Map.of("anonymous", true, "webui_title", "MyTitle", "webui_description", "My Desc");
        try (TestServer strangers = new TestServer(rag, settings)) {
            JsonNode actual = TestServer.tree(strangers.get("/health"));
            assertThat(Golden.differences(golden.body(), actual)).isEmpty();
            assertThat(actual.get("core_version")).isEqualTo(golden.body().get("core_version"));
        }
    }

    @Test
    void tellsKnownCallersTheSettings() throws Exception {
        Golden golden = Golden.read("007-health-open");
        JsonNode actual = TestServer.tree(send(golden.request()));
        JsonNode expected = golden.body().get("configuration");
        assertThat(actual.get("configuration").propertyNames()).isEqualTo(expected.propertyNames());
        assertThat(actual.at("/configuration/max_graph_nodes").asInt()).isEqualTo(500);
        assertThat(actual.at("/configuration/role_llm_config/extract/model").asString())
                .isEqualTo("small");
        assertThat(actual.at("/configuration/role_llm_config/query").propertyNames())
                .isEqualTo(expected.at("/role_llm_config/query").propertyNames());
        assertThat(actual.at("/llm_queue_status/query/completed_total").asInt()).isEqualTo(2);
    }

    private JsonNode replay(Golden golden) throws IOException, InterruptedException {
        HttpResponse<String> response = send(golden.request());
        checkHead(golden, response);
        if (golden.body().has("text")) {
            assertThat(response.body()).isEqualTo(golden.body().get("text").asString());
            return golden.body();
        }
        JsonNode actual = TestServer.tree(response);
        assertThat(Golden.differences(golden.body(), actual)).isEmpty();
        return actual;
    }

    private static void checkHead(Golden golden, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(golden.status());
        for (String name :
                List.of("content-type", "location", "cache-control", "x-accel-buffering", "vary")) {
            JsonNode expected = golden.headers().get(name);
            if (expected != null) {
                assertThat(response.headers().firstValue(name))
                        .as(name)
                        .map(GoldenTest::compact)
                        .hasValue(compact(expected.asString()));
            }
        }
    }

    /** Blanks after separators are the container's taste. */
    private static String compact(String header) {
        return header.replace("; ", ";").replace(", ", ",");
    }

    private HttpResponse<String> send(JsonNode request) throws IOException, InterruptedException {
        String path = request.get("path").asString().replace("/site01", "");
        HttpRequest.Builder builder = server.request(path);
        request.path("headers")
                .properties()
                .forEach(header -> builder.header(header.getKey(), header.getValue().asString()));
        builder.method(request.get("method").asString(), body(request, builder));
        return server.send(builder);
    }

    private static HttpRequest.BodyPublisher body(JsonNode request, HttpRequest.Builder builder) {
        if (request.has("json")) {
            builder.header("Content-Type", "application/json");
            return HttpRequest.BodyPublishers.ofString(
                    TestServer.JSON.writeValueAsString(request.get("json")));
        }
        if (request.has("raw_body")) {
            // the recording is cut; what matters is that it is above the limit
            return HttpRequest.BodyPublishers.ofByteArray(new byte[1_048_588]);
        }
        if (request.has("multipart")) {
            JsonNode file = request.at("/multipart/file");
            builder.header("Content-Type", "multipart/form-data; boundary=xyz");
            return HttpRequest.BodyPublishers.ofString(
                    "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                            + file.get("filename").asString()
                            + "\"\r\n\r\n"
                            + file.get("content").asString()
                            + "\r\n--xyz--\r\n");
        }
        return HttpRequest.BodyPublishers.noBody();
    }

    private static JsonNode lines(HttpResponse<String> response) {
        var lines = JsonNodeFactory.instance.arrayNode();
        response.body().lines().map(TestServer.JSON::readTree).forEach(lines::add);
        return lines;
    }

    /** The names in each line, with runs of pieces and of steps taken as one. */
    private static List<String> lineForms(JsonNode lines) {
        List<String> forms = new ArrayList<>();
        for (JsonNode line : lines) {
            String form = line.propertyNames().toString();
            if (forms.isEmpty() || !forms.getLast().equals(form)) {
                forms.add(form);
            }
        }
        return forms;
    }
}
