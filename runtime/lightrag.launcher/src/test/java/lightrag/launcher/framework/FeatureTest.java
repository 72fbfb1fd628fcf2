package lightrag.launcher.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTest {

    @TempDir Path home;

    private Distribution distribution;

    @BeforeEach
    void folders() throws IOException {
        distribution = new Distribution(home);
        Files.createDirectories(distribution.features());
    }

    @Test
    void readsBundlesWithLevelsAndConfigurations() throws IOException {
        write(
                "one",
                """
                {"feature-resource-version": "1.0", "id": "g:one:1",
                 "bundles": [{"id": "g:a:1.0", "bundleStartLevel": 1}, {"id": "g:b:2"}, "g:c:3"],
                 "configurations": {"some.pid": {"key": "value", "number": 7}}}""");

        Feature feature = distribution.read(List.of("one")).getFirst();

        assertThat(feature.bundles())
                .containsExactly(
                        new BundleId("g", "a", "1.0", 1),
                        new BundleId("g", "b", "2", BundleId.DEFAULT_LEVEL),
                        new BundleId("g", "c", "3", BundleId.DEFAULT_LEVEL));
        assertThat(feature.configurations())
                .isEqualTo(Map.of("some.pid", Map.of("key", "value", "number", 7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"g:x:1\", \"bundles\": []}",
                "{\"feature-resource-version\": \"1.0\", \"bundles\": [\"g:a\"]}",
                "{\"feature-resource-version\": \"1.0\", \"bundles\": [\"g:a:${version}\"]}",
                "{\"feature-resource-version\": \"1.0\", \"bundles\": {}}",
                "not json"
            })
    void refusesOtherFiles(String content) throws IOException {
        write("wrong", content);

        assertThatThrownBy(() -> distribution.read(List.of("wrong")))
                .isInstanceOf(FeatureException.class);
    }

    @Test
    void unknownFeatureIsAnsweredWithTheKnownOnes() throws IOException {
        write("core", "{\"feature-resource-version\": \"1.0\"}");
        write("http", "{\"feature-resource-version\": \"1.0\"}");

        assertThatThrownBy(() -> distribution.read(List.of("htpp")))
                .hasMessageContaining("core, http");
    }

    @Test
    void bundlesLieAsInAMavenRepository() {
        assertThat(BundleId.parse("org.example:thing:1.2", 3).pathIn(Path.of("repository")))
                .isEqualTo(Path.of("repository/org/example/thing/1.2/thing-1.2.jar"));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(distribution.features().resolve(name + ".json"), content);
    }
}
