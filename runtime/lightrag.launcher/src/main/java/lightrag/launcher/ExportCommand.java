package lightrag.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the knowledge graph of one workspace to a file. */
@Command(
        name = "export",
        description =
                "Writes the knowledge graph of a workspace of a stopped server to a file; a running one answers GET /graphs/export.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand extends MaintenanceCommand {

    @Parameters(paramLabel = "FILE", description = "Its suffix names the format.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description =
                    "csv, xlsx, md, txt, graphml or jsonl, where the suffix says something else.")
    private String format = "";

    ExportCommand(Installation installation) {
        super(installation, "export");
    }

    @Override
    Map<String, String> arguments() {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("file", file.toAbsolutePath().toString());
        if (!format.isEmpty()) {
            arguments.put("format", format);
        }
        return arguments;
    }
}
