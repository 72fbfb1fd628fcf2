package lightrag.launcher;

import java.nio.file.Path;
import lightrag.launcher.framework.Distribution;

/**
 * Where this program is installed; the start script says so, since only it knows.
 *
 * @param distribution features and bundles
 * @param runFolders folder that holds one folder for each running server
 * @param ownRunFolder this process's folder below it
 * @param script the start script, to start further processes with
 */
record Installation(Distribution distribution, Path runFolders, Path ownRunFolder, Path script) {

    static Installation current() {
        Path home = Path.of(property("lightrag.home")).toAbsolutePath();
        Path own = Path.of(property("lightrag.run")).toAbsolutePath();
        return new Installation(
                new Distribution(home, Path.of(property("lightrag.etc")).toAbsolutePath()),
                own.resolveSibling(""),
                own,
                Path.of(property("lightrag.script")));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "Start this program by its script bin/lightrag, which sets " + name);
        }
        return value;
    }
}
