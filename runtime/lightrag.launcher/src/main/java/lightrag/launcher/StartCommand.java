package lightrag.launcher;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import lightrag.launcher.framework.Distribution;
import lightrag.launcher.framework.LaunchPlan;
import lightrag.launcher.framework.RunningServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Runs the server in the foreground until it is told to stop. */
@Command(
        name = "start",
        description =
                "Starts the server in the foreground (also what lightrag does without a command).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Every option can be given as an environment variable or in a file .env as well; an option wins.",
            "The options of one model binding (--openai-llm-temperature, --ollama-llm-num-ctx, ...) are accepted too."
        })
class StartCommand implements Callable<Integer> {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(120);

    private final Installation installation;
    private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--features",
            paramLabel = "NAME",
            split = ",",
            description = "Feature files to start instead of all that come with the server.")
    private List<String> features = Distribution.DEFAULT_FEATURES;

    StartCommand(Installation installation) {
        this.installation = installation;
    }

    /** This command together with the server's options. */
    CommandSpec withServerOptions() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(this);
        options.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() throws Exception {
        RunFolder folder = RunFolder.create(installation.ownRunFolder());
        LogSettings.apply(options.values());
        Path cache = folder.path().resolve("framework");
        var plan = new LaunchPlan(installation.distribution(), features, cache, options.values());
        try (RunningServer server = RunningServer.start(plan)) {
            Thread stopper = new Thread(() -> stop(server, folder), "stop");
            Runtime.getRuntime().addShutdownHook(stopper);
            URI url = server.awaitReady(READY_TIMEOUT);
            folder.announce(url);
            System.out.println(
                    "LightRAG serves at " + url + " after " + sinceStart().toMillis() + " ms");
            server.awaitStop();
        } finally {
            folder.remove();
        }
        return 0;
    }

    private static void stop(RunningServer server, RunFolder folder) {
        server.close();
        folder.remove();
    }

    private static Duration sinceStart() {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        return Duration.ofMillis(System.currentTimeMillis() - started);
    }
}
