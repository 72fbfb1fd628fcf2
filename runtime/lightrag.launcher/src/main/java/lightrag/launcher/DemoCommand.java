package lightrag.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import lightrag.launcher.demo.Demo;
import lightrag.launcher.demo.Pace;
import lightrag.launcher.demo.SampleTenant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts a server with sample users, lets two tenants load their documents and ask, and leaves it
 * running.
 */
@Command(
        name = "demo",
        description = {
            "Starts a server with two sample tenants, loads their documents, asks questions,",
            "and leaves the server running. Needs no key and no network."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String HOST = "127.0.0.1";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final Installation installation;

    @Option(names = "--port", paramLabel = "NUMBER", description = "Port to listen on (9621).")
    private int port = 9621;

    DemoCommand(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        new ListenAddress(HOST, port).requireFree(installation.runFolders());
        Path folder = emptyFolder();
        Path log = folder.resolve("server.log");
        System.out.println("Starting the server (log: " + log + ") ...");
        Process process = start(folder, log);
        URI url = URI.create("http://" + HOST + ":" + port);
        if (!awaitReady(process)) {
            System.err.println("The server does not start; the last lines of " + log + ":");
            List<String> lines = Files.readAllLines(log);
            lines.subList(Math.max(0, lines.size() - 10), lines.size())
                    .forEach(System.err::println);
            process.destroy();
            return 1;
        }
        System.out.println("The server runs at " + url);
        List<SampleTenant> tenants =
                SampleTenant.read(
                        installation.distribution().sampleUsers(),
                        installation.distribution().samples());
        new Demo(url, tenants, System.out).run();
        System.out.println();
        System.out.println(
                "The server goes on running at "
                        + url
                        + " (process "
                        + process.pid()
                        + "); "
                        + url
                        + "/docs shows its interface.");
        System.out.println("Stop it with: " + installation.script() + " stop --port " + port);
        return 0;
    }

    /** Where the last demonstration at this port kept its data. */
    private Path emptyFolder() throws IOException {
        Path folder =
                installation.runFolders().resolveSibling("demo").resolve(Integer.toString(port));
        RunFolder.delete(folder);
        return Files.createDirectories(folder);
    }

    private Process start(Path folder, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        // it goes on when the terminal is closed
                        "nohup",
                        installation.script().toString(),
                        "start",
                        "--host",
                        HOST,
                        "--port",
                        Integer.toString(port),
                        "--working-dir",
                        folder.resolve("rag_storage").toString(),
                        "--input-dir",
                        folder.resolve("inputs").toString(),
                        "--users",
                        installation.distribution().sampleUsers().toString(),
                        "--llm-binding",
                        "local",
                        "--embedding-binding",
                        "local");
        builder.directory(folder.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /**
     * The server writes down that it serves; another one on the same port would make this process
     * end.
     */
    private boolean awaitReady(Process process) throws InterruptedException {
        Instant end = Instant.now().plus(START_TIMEOUT);
        Pace pace = new Pace();
        while (process.isAlive() && Instant.now().isBefore(end)) {
            if (RunFolder.running(installation.runFolders()).stream()
                    .anyMatch(server -> server.process().pid() == process.pid())) {
                return true;
            }
            pace.pause(Duration.ofMillis(100));
        }
        return false;
    }
}
