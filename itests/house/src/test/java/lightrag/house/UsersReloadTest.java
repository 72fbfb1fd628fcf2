package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lightrag.testkit.felix.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** users.json changes under a running server. */
class UsersReloadTest {

    /** Two seconds are promised; a loaded machine gets a little more. */
    private static final Duration SOON = Duration.ofSeconds(6);

    @TempDir Path folder;

    @Test
    void whoIsRemovedLosesAccessAndABrokenVersionChangesNothing() throws IOException {
        Path file = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        try (HouseServer server = HouseServer.start(HouseServer.settings(folder).withUsers(file))) {
            Api a = server.api().withKey(HouseServer.KEY_A);
            Api b = server.api().withKey(HouseServer.KEY_B);
            Api token = server.api().with("Authorization", "Bearer " + login(server, "anna"));
            assertThat(status(a)).isEqualTo(200);
            assertThat(status(token)).isEqualTo(200);

            replace(file, "{\"users\": [{\"username\": \"broken\"");
            replace(
                    file,
                    Api.JSON.writeValueAsString(
                            Map.of(
                                    "users",
                                    List.of(
                                            HouseServer.user(
                                                    "ben",
                                                    "sk-house-b-new",
                                                    "tenant_b",
                                                    "user")))));

            Await.until(SOON, "anna's key is refused", () -> status(a) == 401);
            assertThat(status(token)).as("a token that was handed out before").isEqualTo(401);
            assertThat(status(b)).as("ben's old key").isEqualTo(401);
            assertThat(status(server.api().withKey("sk-house-b-new"))).isEqualTo(200);

            Files.writeString(
                    file, "{\"users\": [{\"username\": \"ben\", \"workspace\": \"../x\"}]}");
            Api known = server.api().withKey("sk-house-b-new");
            for (int i = 0; i < 3; i++) {
                assertThat(status(known)).as("the last good version stays").isEqualTo(200);
            }
        }
    }

    private static int status(Api api) {
        return api.get("/documents/status_counts").status();
    }

    private static String login(HouseServer server, String user) {
        return server.api()
                .form("/login", Map.of("username", user, "password", "password-of-" + user))
                .json()
                .path("access_token")
                .asString();
    }

    /** As editors and secret mounts do it: a new file takes the old one's name. */
    private static void replace(Path file, String content) throws IOException {
        Path next = Files.writeString(file.resolveSibling("users.json.next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
