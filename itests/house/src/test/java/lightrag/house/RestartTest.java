package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import lightrag.testkit.felix.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was accepted survives a stop and a kill, once and whole. */
class RestartTest {

    private static final int DOCUMENTS = 12;

    @TempDir Path folder;

    @Test
    void acceptedDocumentsSurviveKillsAtAnyMoment() {
        Random random = new Random(20261124);
        List<String> accepted = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            try (ServerProcess server = start()) {
                Api api = new Api(server.url().toString());
                for (int i = 0; i < DOCUMENTS / 3; i++) {
                    String name = "doc-" + round + "-" + i + ".txt";
                    Api.Reply reply =
                            api.post(
                                    "/documents/text",
                                    Map.of("text", text(round, i), "file_source", name));
                    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
                    accepted.add(name);
                }
                int seen = random.nextInt(DOCUMENTS / 3);
                HouseServer.await(() -> processed(api) >= seen);
                server.kill();
            }
        }
        Map<String, String> graph;
        try (ServerProcess server = start()) {
            Api api = new Api(server.url().toString());
            HouseServer.await(() -> processed(api) == DOCUMENTS);
            api.awaitIdle();
            assertThat(names(api)).containsExactlyInAnyOrderElementsOf(accepted);
            graph = graph(api);
            assertThat(graph)
                    .as("every document left its traces")
                    .hasSizeGreaterThanOrEqualTo(DOCUMENTS);
        }
        try (ServerProcess server = start()) {
            Api api = new Api(server.url().toString());
            assertThat(graph(api)).as("after an orderly stop").isEqualTo(graph);
            assertThat(
                            api.post(
                                            "/query",
                                            Map.of(
                                                    "query",
                                                    "Which village did Surveyor Quill visit?"))
                                    .status())
                    .isEqualTo(200);
        }
        ServerProcess.Outcome verified =
                ServerProcess.run(HouseServer.settings(folder), "verify", "--workspace", "default");
        assertThat(verified.output()).contains("The stores agree.");
        assertThat(verified.code()).isZero();
    }

    private ServerProcess start() {
        return ServerProcess.start(HouseServer.settings(folder));
    }

    private static String text(int round, int i) {
        String village = "Village" + (char) ('A' + round) + (char) ('a' + i) + "ford";
        return ("Surveyor Quill visited "
                        + village
                        + " on a Monday. The mill of "
                        + village
                        + " belongs to Surveyor Quill. ")
                .repeat(8);
    }

    private static long processed(Api api) {
        return api.get("/documents/status_counts")
                .json()
                .path("status_counts")
                .path("processed")
                .asLong(0);
    }

    private static List<String> names(Api api) {
        JsonNode documents =
                api.post("/documents/paginated", Map.of("page_size", 200)).json().path("documents");
        return documents.valueStream().map(row -> row.path("file_path").asString()).toList();
    }

    /** Entities with their sources, which a second copy of a document would double. */
    private static Map<String, String> graph(Api api) {
        Map<String, String> sources = new TreeMap<>();
        api.get("/graphs?label=*&max_depth=5&max_nodes=1000")
                .json()
                .path("nodes")
                .forEach(
                        node ->
                                sources.put(
                                        node.path("id").asString(),
                                        node.path("properties").path("source_id").asString()));
        return sources;
    }
}
