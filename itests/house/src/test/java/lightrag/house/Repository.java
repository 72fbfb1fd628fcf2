package lightrag.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the checkout is, seen from a test's working directory. */
public final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/architecture.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The jar of a bundle, as it was built. */
    public static Path jar(String bundle) {
        Path target = root().resolve("bundles/" + bundle + "/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no jar in " + target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
