package lightrag.testkit.felix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The start script of the assembled server, as people run it.
 *
 * @param folder for what it keeps of running servers: it sees those started with the same folder
 * @param environment beside the one that tests run in
 */
public record StartScript(Path folder, Map<String, String> environment) {

    /** Copies the environment. */
    public StartScript {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("XDG_STATE_HOME", folder.resolve("state").toString());
        all.put("LIGHTRAG_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=1");
        environment = Map.copyOf(all);
    }

    /** Starts a server and waits until it serves. */
    public ServerProcess start(ServerSettings settings) {
        List<String> line = line("start", "--features", String.join(",", settings.features()));
        settings.options().forEach((name, value) -> line.add("--set=" + name + "=" + value));
        return ServerProcess.start(settings.folder(), line, environment);
    }

    /** Runs another command to its end. */
    public ServerProcess.Outcome run(String... arguments) {
        return ServerProcess.run(folder, line(arguments), environment);
    }

    private static List<String> line(String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(AssembledServer.distribution().home().resolve("bin/lightrag").toString());
        line.addAll(List.of(arguments));
        return line;
    }
}
