package lightrag.launcher;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a storage folder of the Python server over. */
@Command(
        name = "import",
        description =
                "Takes a rag_storage folder of the Python server (its default storages) over into an empty workspace of a stopped server, without embedding anything again.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportCommand extends MaintenanceCommand {

    @Parameters(paramLabel = "DIR", description = "The folder with kv_store_*.json and vdb_*.json.")
    private Path directory = Path.of("");

    @Option(names = "--dry-run", description = "Only read everything and say what is there.")
    private boolean dryRun;

    ImportCommand(Installation installation) {
        super(installation, "import");
    }

    @Override
    Map<String, String> arguments() {
        return Map.of(
                "directory", directory.toAbsolutePath().toString(),
                "dry-run", Boolean.toString(dryRun),
                "terminal", Boolean.toString(System.console() != null));
    }
}
