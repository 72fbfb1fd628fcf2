package lightrag.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists running servers; ends with 3 when there is none, as service managers expect it. */
@Command(
        name = "status",
        description = "Lists running servers. Ends with 0 when one runs, 3 when none does.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_RUNNING = 3;
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Installation installation;

    @Option(names = "--port", paramLabel = "NUMBER", description = "Only the server at this port.")
    private int port = ServerChoice.ANY;

    StatusCommand(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        List<RunFolder.Server> servers =
                ServerChoice.among(RunFolder.running(installation.runFolders()), port);
        if (servers.isEmpty()) {
            System.out.println("No server runs" + ServerChoice.atPort(port) + ".");
            return NOT_RUNNING;
        }
        for (RunFolder.Server server : servers) {
            System.out.printf(
                    "%s  process %d  since %s  %s%n",
                    server.url(),
                    server.process().pid(),
                    server.started().map(Object::toString).orElse("?"),
                    health(server.url()));
        }
        return 0;
    }

    private static String health(URI url) {
        try {
            var connection =
                    (HttpURLConnection) URI.create(url + "/health").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK
                    ? "healthy"
                    : "answers with status " + status;
        } catch (IOException e) {
            return "does not answer: " + e.getMessage();
        }
    }
}
