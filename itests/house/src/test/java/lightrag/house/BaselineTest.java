package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An exported package that changed must have a new version, and no bigger a one than the change
 * asks for.
 *
 * <p>The copies compared with are those of the last release, under {@code baseline/}; replace them
 * when releasing.
 */
class BaselineTest {

    @TestFactory
    Stream<DynamicTest> changedPackagesHaveNewVersions() {
        return Stream.of("lightrag.api", "lightrag.spi", "lightrag.tenant")
                .map(room -> DynamicTest.dynamicTest(room, () -> compare(room)));
    }

    private static void compare(String room) throws Exception {
        Path built = Repository.root().resolve("bundles/" + room + "/target");
        Path released = Repository.root().resolve("itests/house/baseline/" + room + ".jar");
        assertThat(released).as("the copy to compare with").exists();
        try (Processor processor = new Processor();
                Jar newer = new Jar(onlyJar(built, room).toFile());
                Jar older = new Jar(released.toFile())) {
            Baseline baseline = new Baseline(processor, new DiffPluginImpl());
            List<String> wrong =
                    baseline.baseline(newer, older, null).stream()
                            .filter(info -> info.mismatch)
                            .map(
                                    info ->
                                            info.packageName
                                                    + " is "
                                                    + info.newerVersion
                                                    + ", should be "
                                                    + info.suggestedVersion
                                                    + "\n"
                                                    + info.packageDiff)
                            .toList();
            assertThat(wrong).isEmpty();
        }
    }

    private static Path onlyJar(Path folder, String room) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> file.getFileName().toString().matches(room + "-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(room + " is not built"));
        }
    }
}
