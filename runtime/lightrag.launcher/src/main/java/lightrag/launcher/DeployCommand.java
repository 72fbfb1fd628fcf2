package lightrag.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings an engine version into a running server. */
@Command(
        name = "deploy",
        description = {
            "Brings a new engine version into a running server, which tests it and lets it serve.",
            "Ends with 0 when it was taken in, with 1 and the reason when it was refused."
        },
        mixinStandardHelpOptions = true)
final class DeployCommand extends AdminCommand {

    @Parameters(paramLabel = "FILE", description = "The jar of an engine bundle.")
    private Path file = Path.of("");

    @Option(
            names = "--standby",
            description = "Only install and test it; it serves when assigned or activated.")
    private boolean standby;

    @Option(
            names = "--migrate",
            description =
                    "Let it bring the workspaces into a newer storage format; confirm or rollback ends that.")
    private boolean migrate;

    DeployCommand(Installation installation) {
        super(installation);
    }

    @Override
    int run(AdminClient server) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            System.err.println("There is no file " + file + ".");
            return WRONG_USAGE;
        }
        AdminClient.Reply reply =
                server.send(file, "/admin/bundles?activate=" + !standby + "&migrate=" + migrate);
        if (!reply.ok()) {
            System.err.println(reply.reason());
            return REFUSED;
        }
        System.out.println(
                "Engine "
                        + text(reply.body(), "version")
                        + " is "
                        + text(reply.body(), "outcome").toLowerCase(java.util.Locale.ROOT)
                        + ": "
                        + text(reply.body(), "message"));
        return 0;
    }
}
