package lightrag.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lightrag.auth.users.UsersTool;
import lightrag.config.ConfigurationCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Says what is wrong with configuration, settings files and user file, without starting anything.
 */
@Command(
        name = "check",
        description =
                "Checks configuration and user file and says what is wrong where. Ends with 0 when all is well.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {

    private final Installation installation;
    private final ServerOptions options = new ServerOptions();

    CheckCommand(Installation installation) {
        this.installation = installation;
    }

    /** This command together with the server's options. */
    CommandSpec withServerOptions() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(this);
        options.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        int configuration =
                ConfigurationCheck.check(
                        options.values(), installation.distribution().etc(), System.out);
        Path users = Path.of(ConfigurationCheck.value("LIGHTRAG_USERS_FILE", options.values()));
        boolean asked = options.values().containsKey("LIGHTRAG_USERS_FILE");
        if (!asked && !Files.exists(users)) {
            System.out.println("No user file at " + users + ": one workspace for all callers.");
            return configuration;
        }
        return Math.max(configuration, UsersTool.check(users, System.out));
    }
}
