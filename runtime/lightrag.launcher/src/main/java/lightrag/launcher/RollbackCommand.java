package lightrag.launcher;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Lets the engine version before serve again. */
@Command(
        name = "rollback",
        description = "Lets the engine version before serve again on a running server.",
        mixinStandardHelpOptions = true)
final class RollbackCommand extends AdminCommand {

    RollbackCommand(Installation installation) {
        super(installation);
    }

    @Override
    int run(AdminClient server) throws IOException, InterruptedException {
        AdminClient.Reply reply = server.post("/admin/engines/rollback");
        if (!reply.ok()) {
            System.err.println(reply.reason());
            return REFUSED;
        }
        System.out.println(text(reply.body(), "message"));
        return 0;
    }
}
