package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import lightrag.testkit.felix.ServerProcess;
import lightrag.testkit.felix.ServerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill in the middle of a move to other stores loses nothing; the move is made all the same. */
class StorageKillTest {

    private static final int DOCUMENTS = 4;

    @TempDir Path folder;
    private ServerSettings settings;
    private Api admin;
    private Api user;

    @BeforeEach
    void settings() {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        settings = HouseServer.settings(folder).withUsers(users);
    }

    @Test
    void killsDuringACopyAndAfterASwitchLoseNothing() {
        try (ServerProcess server = start()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                user.insert("note-" + i + ".txt", "Iris Falk wrote note " + i + " in Lindwick.");
            }
            put(Map.of("storage", "h2", "migration.rows.per.second", "1"));
            HouseServer.await(() -> phase().equals("COPYING"));
            accept("during-the-copy.txt");
            server.kill();
        }
        try (ServerProcess server = start()) {
            HouseServer.await(() -> processed() == DOCUMENTS + 1);
            HouseServer.await(() -> phase().equals("COPYING"));
            assertThat(storage()).as("the copy begins anew").isEqualTo("rocksdb");
            assertThat(admin.send("DELETE", path("migration"), "").status()).isEqualTo(200);
            put(Map.of("storage", "h2", "migration.rows.per.second", "0"));
            HouseServer.await(() -> storage().equals("h2"));
            accept("after-the-switch.txt");
            server.kill();
        }
        try (ServerProcess server = start()) {
            HouseServer.await(() -> processed() == DOCUMENTS + 2);
            assertThat(storage()).isEqualTo("h2");
            assertThat(admin.post(path("migration/back"), Map.of()).status()).isEqualTo(200);
            HouseServer.await(() -> storage().equals("rocksdb"));
            assertThat(processed()).isEqualTo(DOCUMENTS + 2);
            assertThat(server.process().isAlive()).isTrue();
        }
        ServerProcess.Outcome verified =
                ServerProcess.run(settings, "verify", "--workspace", "tenant_a");
        assertThat(verified.code()).as(verified.output()).isZero();
    }

    private ServerProcess start() {
        ServerProcess server = ServerProcess.start(settings);
        admin = new Api(server.url().toString()).withKey(HouseServer.KEY_ADMIN);
        user = new Api(server.url().toString()).withKey(HouseServer.KEY_A);
        HouseServer.await(() -> admin.get(path("bindings")).status() == 200);
        return server;
    }

    private static String path(String what) {
        return "/admin/workspaces/tenant_a/" + what;
    }

    private void put(Map<String, String> settings) {
        Api.Reply reply =
                admin.send("PUT", path("bindings"), Api.JSON.writeValueAsString(settings));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private String phase() {
        return admin.get(path("migration")).json().path("phase").asString("");
    }

    private String storage() {
        return admin.get(path("bindings")).json().path("storage").asString("");
    }

    private void accept(String name) {
        Api.Reply reply =
                user.post(
                        "/documents/text",
                        Map.of("text", "Odo Brandt read " + name, "file_source", name));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private int processed() {
        return user.get("/documents/status_counts")
                .json()
                .path("status_counts")
                .path("processed")
                .asInt();
    }
}
