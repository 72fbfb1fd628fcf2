package lightrag.launcher;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the stores of one workspace against each other. */
@Command(
        name = "verify",
        description =
                "Checks the stores of a workspace of a stopped server against each other. Ends with 0 when they agree.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand extends MaintenanceCommand {

    @Option(
            names = "--repair",
            description =
                    "Mend what derives from the rest; the next server processes what is lost.")
    private boolean repair;

    VerifyCommand(Installation installation) {
        super(installation, "verify");
    }

    @Override
    Map<String, String> arguments() {
        return Map.of("repair", Boolean.toString(repair));
    }
}
