package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lightrag.house.engines.EngineJars;
import lightrag.testkit.felix.ServerProcess;
import lightrag.testkit.felix.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A kill in the middle of an engine update leaves a server on one known version. */
class EngineKillTest {

    @TempDir Path folder;

    @Test
    void aKillDuringAnUpdateEndsOnOneVersionAndLosesNothing() throws IOException {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        ServerSettings settings = HouseServer.settings(folder).withUsers(users);
        Path jar = jars().version("0.2.0");
        List<String> accepted = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(settings)) {
            Api admin = new Api(server.url().toString()).withKey(HouseServer.KEY_ADMIN);
            HouseServer.await(() -> admin.get("/admin/bundles/deployments").status() == 200);
            CompletableFuture<Void> deployment =
                    CompletableFuture.runAsync(() -> admin.deploy(jar));
            upload(new Api(server.url().toString()).withKey(HouseServer.KEY_A), accepted);
            HouseServer.await(() -> Files.exists(folder.resolve("var/engines/0.2.0.jar")));
            server.kill();
            assertThat(deployment).as("it was under way, or just over").satisfies(this::ended);
        }
        try (ServerProcess server = ServerProcess.start(settings)) {
            Api admin = new Api(server.url().toString()).withKey(HouseServer.KEY_ADMIN);
            Api user = new Api(server.url().toString()).withKey(HouseServer.KEY_A);
            HouseServer.await(() -> versions(admin).size() == 1);
            String version = versions(admin).getFirst();
            assertThat(version).isIn("0.1.0", "0.2.0");
            HouseServer.await(() -> user.get("/health").status() == 200);
            assertThat(user.get("/health").json().path("engine_version").asString())
                    .isEqualTo(version);
            HouseServer.await(() -> processed(user) == accepted.size());
        }
    }

    private void ended(CompletableFuture<Void> deployment) {
        HouseServer.await(deployment::isDone);
    }

    private static void upload(Api user, List<String> accepted) {
        for (int i = 0; i < 3; i++) {
            String name = "note-" + i + ".txt";
            Api.Reply reply =
                    user.post(
                            "/documents/text",
                            Map.of("text", "Iris Falk wrote note " + i, "file_source", name));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            accepted.add(name);
        }
    }

    private static int processed(Api user) {
        return user.get("/documents/status_counts")
                .json()
                .path("status_counts")
                .path("processed")
                .asInt();
    }

    private static List<String> versions(Api admin) {
        JsonNode versions = admin.get("/admin/engines").json().path("versions");
        return versions.valueStream().map(one -> one.path("version").asString()).toList();
    }

    private EngineJars jars() {
        return EngineJars.ofThisCheckout(folder);
    }
}
