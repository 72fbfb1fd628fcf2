package lightrag.launcher;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
    private final AtomicReference<Optional<RunningServer>> running =
            new AtomicReference<>(Optional.empty());

    @Option(
            names = "--features",
            paramLabel = "NAME",
            split = ",",
            description = "Feature files to start instead of all that come with the server.")
    private List<String> features = Distribution.DEFAULT_FEATURES;

    @Option(
            names = "--shell",
            description = "A console on standard input with commands for operators; type help.")
    private boolean shell;

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
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder), "stop"));
        ListenAddress.of(options.values()).requireFree(installation.runFolders());
        LogSettings.apply(options.values());
        Path cache = folder.path().resolve("framework");
        RunningServer server =
                RunningServer.start(
                        new LaunchPlan(
                                installation.distribution(), started(), cache, options.values()));
        running.set(Optional.of(server));
        URI url = server.awaitReady(READY_TIMEOUT);
        folder.announce(url);
        System.out.println(
                "LightRAG serves at " + url + " after " + sinceStart().toMillis() + " ms");
        server.awaitStop();
        return 0;
    }

    private List<String> started() {
        Stream<String> all =
                Stream.concat(features.stream(), Stream.of("shell").filter(_ -> shell));
        return all.distinct().toList();
    }

    /** However this process ends, short of being killed. */
    private void stop(RunFolder folder) {
        running.get().ifPresent(RunningServer::close);
        folder.remove();
    }

    private static Duration sinceStart() {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        return Duration.ofMillis(System.currentTimeMillis() - started);
    }
}
