package lightrag.maintenance;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import lightrag.api.LightRag;
import lightrag.api.TakeOver;
import lightrag.api.VerifyReport;
import lightrag.tenant.control.RagManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code import}: takes a storage folder of the Python server over, and checks the result. */
@Component(service = ToIntFunction.class, property = WorkspaceCommand.NAME + "import")
public final class ImportCommand extends WorkspaceCommand {

    @Activate
    public ImportCommand(@Reference RagManager manager) {
        super(manager);
    }

    @Override
    boolean makesWorkspace() {
        return true;
    }

    @Override
    int run(LightRag rag, Arguments arguments, PrintStream out) {
        boolean dryRun = arguments.flag("dry-run");
        ProgressBar bar = new ProgressBar(System.err, arguments.flag("terminal"));
        TakeOver.Report report =
                rag.takeOver(Path.of(arguments.required("directory")), dryRun, bar::show);
        bar.end();
        new TreeMap<>(report.rows())
                .forEach((store, rows) -> out.printf("  %-32s %,10d rows%n", store, rows));
        report.warnings().forEach(warning -> out.println("  note: " + warning));
        if (dryRun) {
            out.println("Nothing was written: this was a dry run.");
            return 0;
        }
        return checked(rag.verify(false), out);
    }

    private static int checked(VerifyReport report, PrintStream out) {
        if (report.clean()) {
            out.println("Taken over; the stores agree.");
            return 0;
        }
        report.problems().forEach(problem -> VerifyCommand.print(problem, out));
        out.println(
                "Taken over as it was; its stores do not agree in all. 'lightrag verify --repair'"
                        + " mends what can be mended.");
        return 0;
    }
}
