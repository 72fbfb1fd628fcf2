package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import lightrag.testkit.felix.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was accepted survives a stop and a kill, once and whole. */
class RestartTest {

    private static final int KILLS = 5;
    private static final int DOCUMENTS = 3;

    @TempDir Path folder;

    private final List<String> accepted = new ArrayList<>();
    private final Set<String> deleting = new HashSet<>();

    @Test
    void promisesSurviveKillsDuringIngestDeletionAndMerge() {
        Random random = new Random(20261124);
        for (int round = 0; round < KILLS; round++) {
            try (ServerProcess server = start()) {
                Api api = new Api(server.url().toString());
                if (round > 0) {
                    mergeTwo(api, round);
                }
                insert(api, round);
                long seen = processed(api) + random.nextInt(DOCUMENTS);
                HouseServer.await(() -> processed(api) >= seen);
                deleteOne(api);
                server.kill();
            }
        }
        Map<String, String> graph;
        try (ServerProcess server = start()) {
            Api api = new Api(server.url().toString());
            checkPromises(api);
            graph = graph(api);
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
        verify();
    }

    private void insert(Api api, int round) {
        for (int i = 0; i < DOCUMENTS; i++) {
            String name = "doc-" + round + "-" + i + ".txt";
            Api.Reply reply =
                    api.post(
                            "/documents/text", Map.of("text", text(round, i), "file_source", name));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            accepted.add(name);
        }
    }

    /** Of a document that may be waiting, under way or done. */
    private void deleteOne(Api api) {
        rows(api).entrySet().stream()
                .filter(row -> !deleting.contains(row.getKey()))
                .findFirst()
                .ifPresent(
                        row -> {
                            deleting.add(row.getKey());
                            delete(api, List.of(row.getValue().path("id").asString()));
                        });
    }

    private static void delete(Api api, List<String> ids) {
        Api.Reply reply = api.delete("/documents/delete_document", Map.of("doc_ids", ids));
        assertThat(reply.body()).contains("deletion_started");
    }

    /** Entities that no document names; edits wait for jobs of the graph. */
    private static void mergeTwo(Api api, int round) {
        for (String end : List.of("a", "b")) {
            String name = "Hand" + round + end;
            Map<String, Object> data = Map.of("description", "made by hand");
            awaitDone(
                    api, "/graph/entity/create", Map.of("entity_name", name, "entity_data", data));
        }
        awaitDone(
                api,
                "/graph/entities/merge",
                Map.of(
                        "entities_to_change",
                        List.of("Hand" + round + "a"),
                        "entity_to_change_into",
                        "Hand" + round + "b"));
    }

    private static void awaitDone(Api api, String path, Map<String, Object> body) {
        HouseServer.await(
                () -> {
                    Api.Reply reply = api.post(path, body);
                    assertThat(reply.status()).as(reply.body()).isIn(200, 409);
                    return reply.status() == 200;
                });
    }

    /** Everything comes true without another word; what was to be deleted is whole or gone. */
    private void checkPromises(Api api) {
        HouseServer.await(
                () ->
                        rows(api).values().stream()
                                .allMatch(
                                        row -> row.path("status").asString().equals("processed")));
        api.awaitIdle();
        Set<String> kept = new HashSet<>(accepted);
        kept.removeAll(deleting);
        Map<String, JsonNode> rows = rows(api);
        assertThat(rows.keySet()).containsAll(kept);
        List<String> left =
                rows.entrySet().stream()
                        .filter(row -> deleting.contains(row.getKey()))
                        .map(row -> row.getValue().path("id").asString())
                        .toList();
        if (!left.isEmpty()) {
            delete(api, left);
            HouseServer.await(() -> rows(api).size() == kept.size());
            api.awaitIdle();
        }
        assertThat(rows(api).keySet()).isEqualTo(kept);
        Set<String> documents = new HashSet<>();
        rows(api).values().forEach(row -> documents.add(row.path("id").asString()));
        checkGraph(graph(api), documents);
    }

    /** Each document left its village, and nothing rests on a document that is not there. */
    private void checkGraph(Map<String, String> graph, Set<String> documents) {
        for (String name : accepted) {
            String[] numbers = name.replace(".txt", "").split("-");
            String village = village(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
            assertThat(graph.containsKey(village))
                    .as("%s of %s", village, name)
                    .isEqualTo(!deleting.contains(name));
        }
        for (int round = 1; round < KILLS; round++) {
            assertThat(graph).containsKey("Hand" + round + "b");
            assertThat(graph).doesNotContainKey("Hand" + round + "a");
        }
        graph.forEach(
                (name, sources) -> {
                    if (!name.startsWith("Hand")) {
                        for (String source : sources.split("<SEP>")) {
                            assertThat(documents)
                                    .as("source of %s", name)
                                    .contains(source.substring(0, source.indexOf("-chunk-")));
                        }
                    }
                });
    }

    private void verify() {
        ServerProcess.Outcome verified =
                ServerProcess.run(HouseServer.settings(folder), "verify", "--workspace", "default");
        assertThat(verified.output()).contains("The stores agree.");
        assertThat(verified.code()).isZero();
    }

    private ServerProcess start() {
        return ServerProcess.start(HouseServer.settings(folder));
    }

    private static String village(int round, int i) {
        return "Village" + (char) ('A' + round) + (char) ('a' + i) + "ford";
    }

    private static String text(int round, int i) {
        String village = village(round, i);
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

    /** Rows by file name. */
    private static Map<String, JsonNode> rows(Api api) {
        Map<String, JsonNode> rows = new TreeMap<>();
        api.post("/documents/paginated", Map.of("page_size", 200))
                .json()
                .path("documents")
                .forEach(
                        row ->
                                assertThat(rows.put(row.path("file_path").asString(), row))
                                        .as("once only: %s", row)
                                        .isNull());
        return rows;
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
