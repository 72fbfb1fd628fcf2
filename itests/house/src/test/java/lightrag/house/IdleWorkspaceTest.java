package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace nobody uses is closed, and opened again for the next call. */
class IdleWorkspaceTest {

    @TempDir Path folder;

    @Test
    void closesWhenIdleAndReopens() {
        var settings =
                HouseServer.settings(folder)
                        .with("LIGHTRAG_IDLE_SECONDS", "1")
                        .withUsers(
                                HouseServer.write(
                                        folder.resolve("users.json"), HouseServer.users()));
        try (HouseServer server = HouseServer.start(settings)) {
            Api a = server.api().withKey(HouseServer.KEY_A);
            a.insert("idle.txt", "Nora Vance keeps bees near Ottershaw.");
            HouseServer.await(() -> server.gauge("open") == 0);

            assertThat(a.get("/graph/label/list").body()).contains("Ottershaw");
            assertThat(server.gauge("opens_total")).isGreaterThanOrEqualTo(2);
        }
    }
}
