package lightrag.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lightrag.config.ConfigurationCheck;
import lightrag.launcher.framework.Distribution;
import lightrag.launcher.framework.LaunchPlan;
import lightrag.launcher.framework.RunningServer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * A command on one workspace of a stopped server: starts everything but the doors, hands the
 * arguments to the service that carries the command, and ends.
 */
abstract class MaintenanceCommand implements Callable<Integer> {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

    private final Installation installation;
    private final String name;
    private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--features",
            paramLabel = "NAME",
            split = ",",
            description = "Feature files to start; http is left out.")
    private List<String> features = Distribution.DEFAULT_FEATURES;

    MaintenanceCommand(Installation installation, String name) {
        this.installation = installation;
        this.name = name;
    }

    /** This command together with the server's options; {@code --workspace} is one of them. */
    final CommandSpec withServerOptions() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(this);
        options.addTo(spec);
        return spec;
    }

    /** The command's own arguments, by name. */
    abstract Map<String, String> arguments();

    @Override
    public final Integer call() throws Exception {
        RunFolder folder = RunFolder.create(installation.ownRunFolder());
        try (RunningServer server = RunningServer.start(plan(folder.path().resolve("framework")))) {
            Map<String, String> arguments = new HashMap<>(arguments());
            arguments.put("workspace", ConfigurationCheck.value("WORKSPACE", options.values()));
            return server.command(name, READY_TIMEOUT).applyAsInt(arguments);
        } finally {
            folder.remove();
        }
    }

    private LaunchPlan plan(Path cache) {
        Map<String, String> values = new HashMap<>(options.values());
        values.put("LIGHTRAG_RESUME", "false");
        values.putIfAbsent("LOG_LEVEL", "WARNING");
        LogSettings.apply(values);
        List<String> started = new ArrayList<>(features);
        started.remove("http");
        started.add("maintenance");
        return new LaunchPlan(installation.distribution(), started, cache, values);
    }
}
