package lightrag.house;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout is, seen from a test's working directory. */
final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/architecture.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
