package lightrag.testkit.felix;

import java.nio.file.Files;
import java.nio.file.Path;
import lightrag.launcher.framework.Distribution;

/** Finds the assembled server of this checkout. */
final class AssembledServer {

    private static final String HOME = "runtime/lightrag.runtime/target/lightrag";

    private AssembledServer() {}

    static Distribution distribution() {
        Path home = checkout().resolve(HOME);
        if (!Files.isDirectory(home.resolve("repository"))) {
            throw new IllegalStateException(
                    home + " is not there: build runtime/lightrag.runtime first");
        }
        return new Distribution(home);
    }

    private static Path checkout() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve("features/core.json"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Run tests inside the checkout");
    }
}
