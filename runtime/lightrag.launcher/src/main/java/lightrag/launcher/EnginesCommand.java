package lightrag.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lightrag.launcher.json.JsonText;
import picocli.CommandLine.Command;

/** Lists the engine versions of a running server. */
@Command(
        name = "engines",
        description = "Lists the engine versions of a running server and what they do.",
        mixinStandardHelpOptions = true)
final class EnginesCommand extends AdminCommand {

    private static final String ROW = "%-12s %-9s %10s %7s %10s %7s %8s%n";

    EnginesCommand(Installation installation) {
        super(installation);
    }

    @Override
    int run(AdminClient server) throws IOException, InterruptedException {
        AdminClient.Reply reply = server.get("/admin/engines");
        if (!reply.ok()) {
            System.err.println(reply.reason());
            return REFUSED;
        }
        System.out.printf(
                ROW, "version", "state", "workspaces", "leases", "calls", "errors", "p95 ms");
        for (Object one : JsonText.list(reply.body().getOrDefault("versions", List.of()))) {
            Map<String, Object> version = JsonText.object(one);
            System.out.printf(
                    ROW,
                    text(version, "version"),
                    text(version, "state"),
                    text(version, "workspaces"),
                    text(version, "leases"),
                    text(version, "calls"),
                    text(version, "errors"),
                    text(version, "latencyMillis"));
        }
        Map<String, Object> plan = JsonText.object(reply.body().getOrDefault("plan", Map.of()));
        System.out.println("previous: " + text(plan, "previous"));
        System.out.println("assigned: " + text(plan, "assigned"));
        return 0;
    }
}
