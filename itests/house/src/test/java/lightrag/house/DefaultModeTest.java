package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without users.json the server is the reference's: open, or behind one key, on one workspace. */
class DefaultModeTest {

    @TempDir Path folder;

    @Test
    void openOnTheDefaultWorkspace() {
        try (HouseServer server = HouseServer.start(HouseServer.settings(folder))) {
            Api api = server.api();
            api.insert("open.txt", "Ada Brook maps the river Tarn for the Survey Office.");

            assertThat(
                            api.post(
                                            "/query",
                                            java.util.Map.of("query", "Who maps the river Tarn?"))
                                    .body())
                    .contains("open.txt");
            assertThat(folder.resolve("rag_storage/default")).isDirectory();
            assertThat(api.get("/auth-status").json().path("auth_configured").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void aKeyAndAWorkspaceName() throws Exception {
        var settings =
                HouseServer.settings(folder)
                        .with("LIGHTRAG_API_KEY", "sk-one")
                        .with("WORKSPACE", "library");
        try (HouseServer server = HouseServer.start(settings)) {
            assertThat(server.api().get("/documents/status_counts").status()).isEqualTo(403);
            assertThat(server.api().withKey("sk-two").get("/documents/status_counts").status())
                    .isEqualTo(403);
            assertThat(server.api().withKey("sk-one").get("/documents/status_counts").status())
                    .isEqualTo(200);
            assertThat(serviceProperties(server))
                    .as("any bundle can read them")
                    .isNotEmpty()
                    .noneMatch(value -> value.contains("sk-one"));
            try (var folders = Files.list(folder.resolve("rag_storage"))) {
                assertThat(
                                folders.filter(Files::isDirectory)
                                        .map(path -> path.getFileName().toString()))
                        .containsExactly("library");
            }
        }
    }

    private static List<String> serviceProperties(HouseServer server) throws Exception {
        return Arrays.stream(server.framework().context().getAllServiceReferences(null, null))
                .flatMap(
                        service ->
                                Arrays.stream(service.getPropertyKeys())
                                        .map(key -> String.valueOf(service.getProperty(key))))
                .toList();
    }
}
