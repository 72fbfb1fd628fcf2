package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A workspace moves from one storage binding to the other while it is used. */
class StorageSwapTest {

    @TempDir Path folder;
    private HouseServer server;
    private Api admin;
    private Api user;
    private Moves moves;

    @BeforeEach
    void start() {
        open();
        moves.insertFacts(5);
    }

    private void open() {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        server = HouseServer.start(HouseServer.settings(folder).withUsers(users));
        moves = Moves.of(server.api());
        admin = moves.admin();
        user = moves.user();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMoveThereAndBackUnderCallsFailsNoneAndLosesNothing() throws Exception {
        String before = moves.answer();
        Load clients = moves.load();
        move("h2");
        HouseServer.await(() -> clients.inserted() > 5);
        moves.confirm();
        move("rocksdb");
        clients.close();
        user.awaitIdle();
        assertThat(admin.get("/admin/events").body()).contains("storage.migration", "SWITCHED");
        assertThat(moves.documents()).hasSize(5 + clients.inserted());
        assertThat(moves.processed()).isEqualTo(5 + clients.inserted());
        assertThat(before).contains("Iris Falk");
        assertThat(moves.answer()).contains("Iris Falk");
    }

    @Test
    void answersAreTheSameOnBothAndAfterTheWayBack() {
        String before = moves.answer();
        JsonNode moved = move("h2");
        assertThat(moved.path("switchMillis").asDouble()).isPositive();
        assertThat(moved.path("digests").path("doc_status").asString()).startsWith("5 ");
        assertThat(moves.answer()).isEqualTo(before);
        user.insert("later.txt", "Later on, Odo Brandt moved to Lindwick.");
        String later = moves.answer();
        assertThat(moves.back().path("storage").asString()).isEqualTo("rocksdb");
        assertThat(moves.documents()).hasSize(6).contains("later.txt");
        assertThat(moves.answer()).isEqualTo(later);
        moves.confirm();
        assertThat(moves.bindings().path("storageKept").isNull()).isTrue();
        assertThat(admin.post(Moves.MIGRATION + "/back", Map.of()).status()).isEqualTo(409);
    }

    @Test
    void aMoveOutlastsARestart() {
        move("h2");
        String before = moves.answer();
        server.close();
        open();
        JsonNode bindings = moves.bindings();
        assertThat(bindings.path("storage").asString()).isEqualTo("h2");
        assertThat(bindings.path("storageKept").asString()).isEqualTo("rocksdb");
        assertThat(moves.answer()).isEqualTo(before);
        moves.back();
        assertThat(moves.answer()).isEqualTo(before);
    }

    @Test
    void aCancelledCopyChangesNothing() {
        String before = moves.answer();
        moves.put(Map.of("storage", "h2", "migration.rows.per.second", "1"));
        moves.awaitPhase("COPYING");
        user.insert("meanwhile.txt", "Meanwhile it rained in Lindwick.");
        Api.Reply cancelled = admin.send("DELETE", Moves.MIGRATION, "");
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        assertThat(cancelled.json().path("storage").asString()).isEqualTo("rocksdb");
        assertThat(cancelled.json().at("/migration/phase").asString()).isEqualTo("CANCELLED");
        assertThat(moves.documents()).hasSize(6);
        assertThat(before).contains("Iris Falk");
        assertThat(admin.send("DELETE", Moves.MIGRATION, "").status()).isEqualTo(409);
    }

    @Test
    void aStorageBindingInUseIsTakenAwayByForceOnlyAndComesBack() {
        Api other = server.api().withKey(HouseServer.KEY_B);
        other.insert("other.txt", "Ben keeps bees.");
        move("h2");
        moves.confirm();
        Api.Reply refused = admin.post("/admin/storages/h2/stop", Map.of());
        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("tenant_a");
        assertThat(admin.post("/admin/storages/h2/stop?force=true", Map.of()).status())
                .isEqualTo(200);
        Api.Reply unavailable = user.post("/query", Moves.QUESTION);
        assertThat(unavailable.status()).as(unavailable.body()).isEqualTo(503);
        assertThat(unavailable.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(other.post("/query", Moves.QUESTION).status()).isEqualTo(200);
        assertThat(admin.post("/admin/storages/h2/start", Map.of()).status()).isEqualTo(200);
        HouseServer.await(() -> user.post("/query", Moves.QUESTION).status() == 200);
        assertThat(moves.documents()).hasSize(5);
    }

    @Test
    void whatCanNotBeIsRefusedAndNothingChanges() {
        assertThat(admin.send("PUT", Moves.BINDINGS, "{\"storage\":\"tape\"}").status())
                .isEqualTo(503);
        assertThat(admin.send("PUT", Moves.BINDINGS, "{\"colour\":\"red\"}").status())
                .isIn(400, 422);
        Api.Reply model = admin.send("PUT", Moves.BINDINGS, "{\"embedding.model\":\"other\"}");
        assertThat(model.status()).as(model.body()).isIn(400, 422);
        assertThat(moves.bindings().path("storage").asString()).isEqualTo("rocksdb");
        assertThat(user.get(Moves.BINDINGS).status()).isEqualTo(403);
        moves.put(Map.of("storage", "NetworkXStorage"));
        assertThat(moves.bindings().path("storage").asString()).isEqualTo("rocksdb");
    }

    // ------------------------------------------------------------------ steps

    /** Waits until the workspace is on a storage. */
    private JsonNode move(String type) {
        moves.put(Map.of("storage", type));
        JsonNode state = moves.awaitSwitch();
        assertThat(moves.bindings().path("storage").asString()).isEqualTo(type);
        return state;
    }
}
