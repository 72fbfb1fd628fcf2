package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import lightrag.api.WorkspaceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdminSettingsTest {

    private static final WorkspaceId A = new WorkspaceId("acme");

    @TempDir Path folder;

    @Test
    void aWorkspacesOwnSettingsLieOverTheDefaults() throws Exception {
        try (RunningConfigAdmin running = new RunningConfigAdmin(folder, Map.of())) {
            AdminSettings settings = new AdminSettings(running.admin(), Optional::empty);
            assertThat(settings.of(A)).isEmpty();
            running.admin()
                    .getConfiguration("lightrag.workspace", "?")
                    .update(new Hashtable<>(Map.of("top.k", "40", "chunk.size", 1200)));
            running.admin()
                    .getFactoryConfiguration("lightrag.workspace", "acme", "?")
                    .update(new Hashtable<>(Map.of("top.k", "7", "stop", new String[] {"a", "b"})));
            assertThat(settings.of(A))
                    .isEqualTo(Map.of("top.k", "7", "chunk.size", "1200", "stop", "a,b"));
            assertThat(settings.of(new WorkspaceId("acme2")))
                    .isEqualTo(Map.of("top.k", "40", "chunk.size", "1200"));
        }
    }
}
