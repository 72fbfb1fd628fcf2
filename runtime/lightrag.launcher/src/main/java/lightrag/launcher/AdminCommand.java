package lightrag.launcher;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lightrag.config.ConfigurationCheck;
import lightrag.launcher.json.JsonText;
import picocli.CommandLine.Option;

/**
 * A command that a running server carries out for one of its admins, over its routes below {@code
 * /admin}: so it needs a key, works for other machines' servers too, and is in the audit log.
 */
abstract class AdminCommand implements Callable<Integer> {

    static final int REFUSED = 1;
    static final int WRONG_USAGE = 2;

    private static final String KEY_NAME = "LIGHTRAG_ADMIN_KEY";

    private final Installation installation;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            description = "Which server of this machine, when several run.")
    private int port = ServerChoice.ANY;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A server by its address, for instance on another machine.")
    private Optional<URI> url = Optional.empty();

    AdminCommand(Installation installation) {
        this.installation = installation;
    }

    /**
     * @return the exit code: 0 done, 1 refused
     */
    abstract int run(AdminClient server) throws IOException, InterruptedException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Optional<URI> server = url.or(this::local);
        if (server.isEmpty()) {
            return WRONG_USAGE;
        }
        Optional<String> key =
                Optional.of(ConfigurationCheck.value(KEY_NAME, Map.of()))
                        .filter(text -> !text.isBlank())
                        .or(AdminCommand::ask);
        if (key.isEmpty()) {
            System.err.println(
                    "This needs the key of a user whose role is admin: set "
                            + KEY_NAME
                            + " or start this in a terminal.");
            return WRONG_USAGE;
        }
        try (AdminClient client = new AdminClient(server.get(), key.get())) {
            return run(client);
        }
    }

    private Optional<URI> local() {
        List<RunFolder.Server> servers =
                ServerChoice.among(RunFolder.running(installation.runFolders()), port);
        if (servers.size() == 1) {
            return Optional.of(servers.getFirst().url());
        }
        System.err.println(
                servers.isEmpty()
                        ? "No server runs" + ServerChoice.atPort(port) + "; name one by --url."
                        : "Several servers run; name one by --port: " + ServerChoice.list(servers));
        return Optional.empty();
    }

    private static Optional<String> ask() {
        Console console = System.console();
        return console == null || !console.isTerminal()
                ? Optional.empty()
                : Optional.ofNullable(console.readPassword("Key of an admin: ")).map(String::new);
    }

    /** What a record of the server says, as text; empty when it is not there. */
    static String text(Map<String, Object> object, String name) {
        Object value = object.getOrDefault(name, "");
        return value == JsonText.ABSENT ? "none" : String.valueOf(value);
    }
}
