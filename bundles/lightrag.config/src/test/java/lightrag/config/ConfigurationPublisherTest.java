package lightrag.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

@Timeout(60)
class ConfigurationPublisherTest {

    @TempDir Path folder;

    @Test
    void optionsOfTheLauncherReachEveryReader() throws Exception {
        Map<String, String> options =
                Map.of("lightrag.option.WORKSPACE", "acme", "lightrag.option.TOP_K", "7");
        try (RunningConfigAdmin running = new RunningConfigAdmin(folder, options)) {
            new ConfigurationPublisher(running.context(), running.admin());
            assertThat(running.admin().listConfigurations("(service.pid=lightrag.*)"))
                    .extracting(Configuration::getPid)
                    .containsExactlyInAnyOrder(
                            "lightrag.http",
                            "lightrag.rest",
                            "lightrag.webui",
                            "lightrag.admin",
                            "lightrag.deploy",
                            "lightrag.auth",
                            "lightrag.manager",
                            "lightrag.workspace",
                            "lightrag.gateway",
                            "lightrag.log",
                            "lightrag.storage.rocksdb");
            assertThat(read(running.admin(), "lightrag.manager").get("workspace"))
                    .isEqualTo("acme");
            assertThat(read(running.admin(), "lightrag.auth").get("workspace")).isEqualTo("acme");
            assertThat(read(running.admin(), "lightrag.workspace").get("top.k")).isEqualTo("7");
        }
    }

    @Test
    void publishingTheSameAgainChangesNothing() throws Exception {
        try (RunningConfigAdmin running = new RunningConfigAdmin(folder, Map.of())) {
            new ConfigurationPublisher(running.context(), running.admin());
            long before = running.admin().getConfiguration("lightrag.http", "?").getChangeCount();
            new ConfigurationPublisher(running.context(), running.admin());
            assertThat(running.admin().getConfiguration("lightrag.http", "?").getChangeCount())
                    .isEqualTo(before);
        }
    }

    @Test
    void nothingIsPublishedWhenTheConfigurationIsRefused() throws Exception {
        Map<String, String> options = Map.of("lightrag.option.WORKSPACE", "team/a");
        try (RunningConfigAdmin running = new RunningConfigAdmin(folder, options)) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> new ConfigurationPublisher(running.context(), running.admin()));
            assertThat(running.admin().listConfigurations(null)).isNull();
        }
    }

    private static Dictionary<String, Object> read(ConfigurationAdmin admin, String pid)
            throws Exception {
        return admin.getConfiguration(pid, "?").getProperties();
    }
}
