package lightrag.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells a running server to stop and waits until it has. */
@Command(
        name = "stop",
        description = "Stops a running server and waits for its end.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

    private static final long TIMEOUT_SECONDS = 60;

    private final Installation installation;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            description = "Which server, when several run.")
    private int port = ServerChoice.ANY;

    StopCommand(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<RunFolder.Server> servers =
                ServerChoice.among(RunFolder.running(installation.runFolders()), port);
        if (servers.isEmpty()) {
            System.out.println("No server runs" + ServerChoice.atPort(port) + ".");
            return 0;
        }
        if (servers.size() > 1) {
            System.err.println(
                    "Several servers run; name one by --port: " + ServerChoice.list(servers));
            return 2;
        }
        return stop(servers.getFirst());
    }

    private static int stop(RunFolder.Server server) throws InterruptedException {
        ProcessHandle process = server.process();
        process.destroy();
        try {
            process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.err.println(
                    "Process " + process.pid() + " still runs after " + TIMEOUT_SECONDS + " s.");
            return 1;
        }
        System.out.println("Stopped the server at " + server.url() + ".");
        return 0;
    }
}
