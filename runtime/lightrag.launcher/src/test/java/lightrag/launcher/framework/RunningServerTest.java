package lightrag.launcher.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A real framework with bundles made here, which hold a manifest and nothing else. */
class RunningServerTest {

    @TempDir Path home;

    private Distribution distribution;

    @BeforeEach
    void folders() throws IOException {
        distribution = new Distribution(home);
        Files.createDirectories(distribution.features());
    }

    @Test
    void startsBundlesOfAllFeaturesOnceAndStopsThem() throws Exception {
        bundle("a", Map.of());
        bundle("b", Map.of());
        feature("one", "{\"id\": \"g:a:1\"}, {\"id\": \"g:b:1\"}");
        feature("two", "{\"id\": \"g:b:1\", \"bundleStartLevel\": 1}");

        Bundle[] bundles;
        try (RunningServer server = RunningServer.start(plan("one", "two"))) {
            bundles = server.context().getBundles();
            assertThat(bundles).hasSize(3).allMatch(bundle -> bundle.getState() == Bundle.ACTIVE);
        }
        assertThat(bundles).noneMatch(bundle -> bundle.getState() == Bundle.ACTIVE);
    }

    @Test
    void optionsBecomeFrameworkProperties() throws Exception {
        feature("none", "");
        try (RunningServer server = RunningServer.start(plan("none"))) {
            assertThat(server.context().getProperty("lightrag.option.PORT")).isEqualTo("0");
        }
    }

    @Test
    void namesEveryBundleThatIsMissing() throws IOException {
        feature("one", "{\"id\": \"g:gone:1\"}, {\"id\": \"g:lost:2\"}");

        assertThatThrownBy(() -> RunningServer.start(plan("one")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("g:gone:1")
                .hasMessageContaining("g:lost:2");
    }

    @Test
    void saysWhichPackageABundleLacks() throws IOException {
        bundle("needy", Map.of("Import-Package", "org.example.nowhere"));
        feature("one", "{\"id\": \"g:needy:1\"}");

        assertThatThrownBy(() -> RunningServer.start(plan("one")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("needy")
                .hasMessageContaining("org.example.nowhere");
    }

    @Test
    void configurationWithoutConfigAdminIsRefused() throws IOException {
        Files.writeString(
                distribution.features().resolve("one.json"),
                "{\"feature-resource-version\": \"1.0\", \"configurations\": {\"some.pid\": {\"a\": 1}}}");

        assertThatThrownBy(() -> RunningServer.start(plan("one"))).hasMessageContaining("some.pid");
    }

    @Test
    void aServerWithoutEndpointIsNotReady() throws Exception {
        feature("none", "");
        try (RunningServer server = RunningServer.start(plan("none"))) {
            assertThatThrownBy(() -> server.awaitReady(Duration.ofMillis(50)))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("feature core");
        }
    }

    private LaunchPlan plan(String... features) {
        return new LaunchPlan(
                distribution, List.of(features), home.resolve("cache"), Map.of("PORT", "0"));
    }

    private void feature(String name, String bundles) throws IOException {
        Files.writeString(
                distribution.features().resolve(name + ".json"),
                "{\"feature-resource-version\": \"1.0\", \"bundles\": [" + bundles + "]}");
    }

    private void bundle(String name, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1");
        headers.forEach(attributes::putValue);
        Path jar = BundleId.parse("g:" + name + ":1", 1).pathIn(distribution.repository());
        Files.createDirectories(jar.getParent());
        try (var out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
