package lightrag.maintenance;

import java.io.PrintStream;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import lightrag.api.LightRag;
import lightrag.api.VerifyReport;
import lightrag.api.VerifyReport.Outcome;
import lightrag.api.VerifyReport.Problem;
import lightrag.tenant.control.RagManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code verify}: checks a workspace's stores against each other; ends with 1 when they differ. */
@Component(service = ToIntFunction.class, property = WorkspaceCommand.NAME + "verify")
public final class VerifyCommand extends WorkspaceCommand {

    @Activate
    public VerifyCommand(@Reference RagManager manager) {
        super(manager);
    }

    @Override
    int run(LightRag rag, Arguments arguments, PrintStream out) {
        VerifyReport report = rag.verify(arguments.flag("repair"));
        new TreeMap<>(report.checked())
                .forEach((store, rows) -> out.printf("  %-22s %,10d rows%n", store, rows));
        report.problems().forEach(problem -> print(problem, out));
        boolean wrong =
                report.problems().stream()
                        .anyMatch(problem -> problem.outcome() != Outcome.REPAIRED);
        out.println(verdict(report, wrong));
        return wrong ? 1 : 0;
    }

    static void print(Problem problem, PrintStream out) {
        out.printf(
                "  %s: %,d (%s)%n",
                words(problem.kind().name()), problem.count(), words(problem.outcome().name()));
        problem.samples().forEach(sample -> out.println("      " + sample.replace('\n', ' ')));
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String verdict(VerifyReport report, boolean wrong) {
        if (report.clean()) {
            return "The stores agree.";
        }
        return wrong
                ? "The stores do not agree; --repair mends what can be mended."
                : "The stores were repaired.";
    }
}
