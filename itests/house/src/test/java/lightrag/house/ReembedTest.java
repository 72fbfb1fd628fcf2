package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import lightrag.testkit.ModelServerProcess;
import lightrag.testkit.felix.ServerProcess;
import lightrag.testkit.felix.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A workspace gets another embedding model, with vectors of another dimension, while it is used.
 */
class ReembedTest {

    private static final String LOCAL = "all-minilm-l6-v2 (384)";
    private static final String REMOTE = "fake-embed (256)";
    private static final String KEY = "sk-of-the-model-server";

    private static ModelServerProcess models;

    @TempDir Path folder;
    private ServerSettings settings;

    @BeforeAll
    static void startModels() {
        models = ModelServerProcess.start("--dim", "256", "--latency-ms", "10", "--key", KEY);
    }

    @AfterAll
    static void stopModels() {
        models.close();
    }

    @BeforeEach
    void settings() {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        settings = HouseServer.settings(folder).withUsers(users);
    }

    @Test
    void theNewModelTakesOverUnderCallsAndTheFormerOneOnTheWayBack() throws Exception {
        try (HouseServer server = HouseServer.start(settings)) {
            Moves moves = Moves.of(server.api());
            moves.insertFacts(5);
            assertThat(moves.bindings().path("embedding").asString()).isEqualTo(LOCAL);
            Load clients = moves.load();
            moves.put(remote(Map.of("migration.rows.per.second", "50")));
            Set<String> seen = progress(moves);
            HouseServer.await(() -> clients.inserted() > 20);
            assertThat(moves.put(Map.of("migration.rows.per.second", "")).isObject()).isTrue();
            assertIn(REMOTE, LOCAL, moves);
            HouseServer.await(() -> server.gauge("engines_draining") == 0);
            moves.user().insert("lighthouse.txt", "Tamsin Oake paints the lighthouse of Drumly.");
            clients.close();
            moves.user().awaitIdle();
            assertThat(seen).anyMatch(step -> step.startsWith("COPYING"));
            assertThat(moves.processed()).isEqualTo(6 + clients.inserted());
            assertFound(moves);
            assertThat(moves.back().path("embedding").asString()).isEqualTo(LOCAL);
            assertIn(LOCAL, REMOTE, moves);
            assertFound(moves);
            moves.put(remote(Map.of()));
            assertIn(REMOTE, LOCAL, moves);
            HouseServer.await(() -> server.gauge("engines_draining") == 0);
            assertThat(moves.confirm().path("embeddingKept").isNull()).isTrue();
            assertFound(moves);
            assertThat(moves.bindings().toString()).doesNotContain(KEY);
        }
        settings = configured(models);
        assertAgrees();
    }

    /** Steps that were shown on the way. */
    private static Set<String> progress(Moves moves) {
        Set<String> seen = new ConcurrentSkipListSet<>();
        HouseServer.await(
                () -> {
                    JsonNode state = moves.migration();
                    seen.add(state.path("phase").asString() + " " + state.path("rows").asLong());
                    assertThat(state.path("embeddingTo").asString()).isEqualTo(REMOTE);
                    return state.path("phase").asString().equals("SWITCHED");
                });
        return seen;
    }

    /** The server is given another model at its start, as when its settings file was changed. */
    @Test
    void aKillInTheMiddleLeavesTheFormerVectorsAndTheNewOnesAreMadeAfterwards() throws Exception {
        try (ServerProcess server = ServerProcess.start(settings)) {
            moves(server).insertFacts(5);
        }
        try (ModelServerProcess slow =
                        ModelServerProcess.start("--latency-ms", "400", "--key", KEY);
                ServerProcess server = ServerProcess.start(configured(slow))) {
            Moves moves = moves(server);
            assertThat(moves.bindings().path("embedding").asString()).isEqualTo(LOCAL);
            moves.awaitPhase("COPYING");
            moves.user().insert("lighthouse.txt", "Tamsin Oake paints the lighthouse of Drumly.");
            assertFound(moves);
            assertThat(moves.migration().path("phase").asString()).isEqualTo("COPYING");
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(configured(models))) {
            Moves moves = moves(server);
            assertFound(moves);
            HouseServer.await(() -> moves.bindings().at("/migration/ended").isString());
            assertIn(REMOTE, LOCAL, moves);
            assertFound(moves);
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(configured(models))) {
            Moves moves = moves(server);
            assertIn(REMOTE, LOCAL, moves);
            assertFound(moves);
            assertThat(moves.processed()).isEqualTo(6);
        }
        settings = configured(models);
        assertAgrees();
    }

    private static Moves moves(ServerProcess server) {
        return Moves.of(new Api(server.url().toString()));
    }

    private ServerSettings configured(ModelServerProcess server) {
        return settings.with("EMBEDDING_BINDING", "openai")
                .with("EMBEDDING_BINDING_HOST", server.url() + "/v1")
                .with("EMBEDDING_BINDING_API_KEY", KEY)
                .with("EMBEDDING_MODEL", "fake-embed")
                .with("EMBEDDING_DIM", "256")
                .with("EMBEDDING_BATCH_NUM", "1")
                .with("EMBEDDING_FUNC_MAX_ASYNC", "1");
    }

    @Test
    void aModelThatFailsChangesNothing() throws Exception {
        try (HouseServer server = HouseServer.start(settings)) {
            Moves moves = Moves.of(server.api());
            moves.insertFacts(3);
            Load clients = moves.load();
            moves.put(remote(Map.of("embedding.binding.api.key", "wrong")));
            moves.awaitPhase("FAILED");
            assertThat(moves.migration().path("message").asString()).isNotBlank();
            moves.put(remote(Map.of("embedding.dim", "100")));
            moves.awaitPhase("FAILED");
            assertThat(moves.migration().path("message").asString()).contains("100");
            moves.put(remote(Map.of("embedding.binding.host", "http://127.0.0.1:9/v1")));
            HouseServer.await(
                    () -> moves.migration().path("message").asString().startsWith("Tried again"));
            assertThat(moves.admin().send("DELETE", Moves.MIGRATION, "").status()).isEqualTo(200);
            assertThat(moves.migration().path("phase").asString()).isEqualTo("CANCELLED");
            clients.close();
            JsonNode bindings = moves.bindings();
            assertThat(bindings.path("embedding").asString()).isEqualTo(LOCAL);
            assertThat(bindings.at("/settings/embedding.binding").asString()).isEqualTo("local");
            assertThat(moves.answer()).contains("Iris Falk");
        }
    }

    // ------------------------------------------------------------------ steps

    private static Map<String, String> remote(Map<String, String> more) {
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "embedding.binding", "openai",
                                "embedding.binding.host", models.url() + "/v1",
                                "embedding.binding.api.key", KEY,
                                "embedding.model", "fake-embed",
                                "embedding.dim", "256"));
        all.putAll(more);
        return all;
    }

    private static void assertIn(String inForce, String kept, Moves moves) {
        JsonNode bindings = moves.bindings();
        assertThat(bindings.path("embedding").asString())
                .as(bindings.toString())
                .isEqualTo(inForce);
        assertThat(bindings.path("embeddingKept").asString()).isEqualTo(kept);
    }

    /** By its vector alone, which the present model has to have made. */
    private static void assertFound(Moves moves) {
        Api.Reply found =
                moves.user()
                        .post(
                                "/query/data",
                                Map.of(
                                        "query",
                                        "Tamsin Oake paints the lighthouse of Drumly",
                                        "mode",
                                        "naive",
                                        "chunk_top_k",
                                        1));
        assertThat(found.status()).as(found.body()).isEqualTo(200);
        assertThat(found.body()).contains("lighthouse.txt");
    }

    private void assertAgrees() throws Exception {
        ServerProcess.Outcome verified =
                ServerProcess.run(settings, "verify", "--workspace", "tenant_a");
        assertThat(verified.output()).contains("The stores agree.");
        assertThat(Files.isDirectory(folder.resolve("rag_storage/tenant_a/snapshot"))).isFalse();
    }
}
