package lightrag.launcher;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Gives up the way back from a new storage format. */
@Command(
        name = "confirm",
        description =
                "Keeps the storage format of the engine that serves: the former stores are deleted.",
        mixinStandardHelpOptions = true)
final class ConfirmCommand extends AdminCommand {

    ConfirmCommand(Installation installation) {
        super(installation);
    }

    @Override
    int run(AdminClient server) throws IOException, InterruptedException {
        AdminClient.Reply reply = server.post("/admin/engines/confirm");
        if (!reply.ok()) {
            System.err.println(reply.reason());
            return REFUSED;
        }
        System.out.println("Confirmed: there is no way back to the former storage format.");
        return 0;
    }
}
