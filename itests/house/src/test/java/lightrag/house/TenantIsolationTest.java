package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import lightrag.house.Api.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two tenants use one server with the same document names and the same entity names; nothing of one
 * is ever seen by the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantIsolationTest {

    /** Words that stand in one tenant's documents only. */
    private static final String CANARY_A = "Amberwyck";

    private static final String CANARY_B = "Briarholt";

    private HouseServer server;
    private Api a;
    private Api b;

    @BeforeAll
    void start() {
        server = HouseServer.withUsers();
        a = server.api().withKey(HouseServer.KEY_A);
        b = server.api().withKey(HouseServer.KEY_B);
        a.insert("notes.txt", text(CANARY_A));
        b.insert("notes.txt", text(CANARY_B));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String text(String place) {
        return "Marian Holt founded the Lighthouse Society in "
                + place
                + ". The Lighthouse Society of "
                + place
                + " keeps the archive of Marian Holt. In "
                + place
                + " Marian Holt met Captain Edgar Stone.";
    }

    /** Every route that reads data, as method, path and body. */
    static List<List<Object>> reads() {
        String id = "doc-" + Digests.md5("notes.txt");
        Map<String, Object> question =
                Map.of("query", "Who founded the Lighthouse Society, and where?");
        return List.of(
                List.of("GET", "/documents/status_counts", ""),
                List.of("GET", "/documents/pipeline_status", ""),
                List.of("POST", "/documents/paginated", Map.of()),
                List.of("POST", "/query", with(question, "mode", "mix")),
                List.of("POST", "/query", with(question, "mode", "local")),
                List.of("POST", "/query", with(question, "mode", "global")),
                List.of("POST", "/query", with(question, "mode", "hybrid")),
                List.of("POST", "/query", with(question, "mode", "naive")),
                List.of(
                        "POST",
                        "/query",
                        with(with(question, "mode", "mix"), "only_need_context", true)),
                List.of("POST", "/query/stream", with(question, "mode", "mix")),
                List.of("POST", "/query/data", with(question, "mode", "mix")),
                List.of("POST", "/api/chat", chat("/mix Who founded the Lighthouse Society?")),
                List.of("GET", "/graphs?label=*&max_depth=5&max_nodes=1000", ""),
                List.of("GET", "/graphs?label=Marian%20Holt", ""),
                List.of("GET", "/graph/label/list", ""),
                List.of("GET", "/graph/label/popular?limit=100", ""),
                List.of("GET", "/graph/label/search?q=a&limit=100", ""),
                List.of("GET", "/graph/entity/exists?name=" + CANARY_A, ""),
                List.of("GET", "/documents/track_status/" + id, ""),
                List.of("GET", "/health", ""));
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(body);
        more.put(name, value);
        return more;
    }

    private static Map<String, Object> chat(String text) {
        return Map.of(
                "model",
                "lightrag:latest",
                "stream",
                false,
                "messages",
                List.of(Map.of("role", "user", "content", text)));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadShowsTheCallersOwnOnly(List<Object> route) {
        Reply ofA = call(a, route);
        Reply ofB = call(b, route);

        assertThat(ofA.status()).as(ofA.body()).isEqualTo(200);
        assertThat(ofB.status()).as(ofB.body()).isEqualTo(200);
        assertThat(ofA.body())
                .as("what tenant A gets")
                .doesNotContain(CANARY_B)
                .doesNotContain("tenant_b");
        assertThat(ofB.body())
                .as("what tenant B gets")
                .doesNotContain(CANARY_A)
                .doesNotContain("tenant_a");
    }

    @Test
    void eachFindsItsOwn() {
        List<Object> everything = List.of("GET", "/graphs?label=*&max_depth=5&max_nodes=1000", "");

        assertThat(call(a, everything).body()).contains(CANARY_A);
        assertThat(call(b, everything).body()).contains(CANARY_B);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void nobodyGetsNothing(List<Object> route) {
        Reply anonymous = call(server.api(), route);
        Reply wrongKey = call(server.api().withKey("sk-wrong"), route);

        for (Reply reply : List.of(anonymous, wrongKey)) {
            assertThat(reply.body())
                    .doesNotContain(CANARY_A)
                    .doesNotContain(CANARY_B)
                    .doesNotContain("tenant_");
            if (!route.get(1).equals("/health")) {
                assertThat(reply.status()).as(reply.body()).isEqualTo(401);
            }
        }
    }

    @Test
    void changesReachTheCallersOwnOnly() {
        HouseServer.await(
                () -> {
                    a.post(
                            "/graph/entity/create",
                            Map.of(
                                    "entity_name",
                                    "Only In A",
                                    "entity_data",
                                    Map.of("description", "made by " + CANARY_A)));
                    return a.get("/graph/entity/exists?name=Only%20In%20A")
                            .json()
                            .path("exists")
                            .asBoolean();
                });
        assertThat(
                        b.get("/graph/entity/exists?name=Only%20In%20A")
                                .json()
                                .path("exists")
                                .asBoolean())
                .isFalse();

        a.insert(
                "second.txt",
                "Second notes about the Lighthouse Society of " + CANARY_A + " and Marian Holt.");
        String second = "doc-" + Digests.md5("second.txt");
        b.delete(
                "/documents/delete_document",
                Map.of("doc_ids", List.of(second), "delete_file", true));
        b.awaitIdle();
        assertThat(a.post("/documents/paginated", Map.of()).body()).contains(second);
    }

    @Test
    void anotherWorkspaceIsForbiddenHoweverItIsNamed() {
        for (Api asked :
                List.of(
                        a.with("LIGHTRAG-WORKSPACE", "tenant_b"),
                        a.under("/t/tenant_b"),
                        a.under("/t/tenant_a").with("LIGHTRAG-WORKSPACE", "tenant_b"))) {
            Reply reply = asked.get("/graph/label/list");
            assertThat(reply.status()).as(reply.body()).isEqualTo(403);
            assertThat(reply.body()).doesNotContain(CANARY_B);
        }
        assertThat(a.under("/t/tenant_a").get("/graph/label/list").body()).contains(CANARY_A);
        assertThat(a.with("LIGHTRAG-WORKSPACE", "tenant_a").get("/graph/label/list").body())
                .contains(CANARY_A);
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void malformedWorkspaceNamesAreRefusedNotRewritten(String name) {
        Reply reply =
                server.api()
                        .withKey(HouseServer.KEY_ADMIN)
                        .with("LIGHTRAG-WORKSPACE", name)
                        .get("/documents/status_counts");

        assertThat(reply.status()).as(reply.body()).isIn(400, 422);
    }

    static List<String> badNames() {
        return List.of(
                "../tenant_a",
                ".hidden",
                "-dash",
                "tenant a",
                "tenant/a",
                "x".repeat(65),
                "ténant",
                "a;b");
    }

    @Test
    void anAdminMayNameAnyWorkspace() {
        Api admin = server.api().withKey(HouseServer.KEY_ADMIN);

        assertThat(admin.with("LIGHTRAG-WORKSPACE", "tenant_a").get("/graph/label/list").body())
                .contains(CANARY_A);
        assertThat(admin.under("/t/tenant_b").get("/graph/label/list").body()).contains(CANARY_B);
        assertThat(admin.with("LIGHTRAG-WORKSPACE", "tenant-b").get("/graph/label/list").body())
                .as("a dash is another name than an underscore")
                .doesNotContain(CANARY_B);
    }

    @Test
    void aReaderReadsAndChangesNothing() {
        Api reader = server.api().withKey(HouseServer.KEY_READER);

        assertThat(reader.get("/graph/label/list").body()).contains(CANARY_A);
        assertThat(
                        reader.post(
                                        "/documents/text",
                                        Map.of("text", "x y z", "file_source", "r.txt"))
                                .status())
                .isEqualTo(403);
        assertThat(reader.delete("/documents", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void aThousandMixedRequestsInParallelLeakNothing() throws Exception {
        List<List<Object>> routes =
                reads().stream()
                        .filter(route -> !route.get(1).toString().startsWith("/api"))
                        .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> clean =
                    threads.invokeAll(
                            IntStream.range(0, 1000)
                                    .<Callable<Boolean>>mapToObj(
                                            i ->
                                                    () ->
                                                            isClean(
                                                                    i,
                                                                    routes.get(
                                                                            (i / 2)
                                                                                    % routes
                                                                                            .size())))
                                    .toList());
            for (Future<Boolean> one : clean) {
                assertThat(one.get()).isTrue();
            }
        }
    }

    private boolean isClean(int i, List<Object> route) {
        Reply reply = call(i % 2 == 0 ? a : b, route);
        assertThat(reply.status()).as(route + ": " + reply.body()).isEqualTo(200);
        return !reply.body().contains(i % 2 == 0 ? CANARY_B : CANARY_A);
    }

    private static Reply call(Api api, List<Object> route) {
        Object body = route.get(2);
        return api.send(
                route.get(0).toString(),
                route.get(1).toString(),
                body instanceof String text ? text : Api.JSON.writeValueAsString(body));
    }
}
