package lightrag.maintenance;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.ToIntFunction;
import lightrag.api.LightRag;
import lightrag.api.LightRagException;
import lightrag.api.NotFoundException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.Tenant;
import lightrag.tenant.TenantContext;
import lightrag.tenant.control.LightRagLease;
import lightrag.tenant.control.RagManager;

/** Borrows the workspace's engine for one piece of work and reports in words how it ended. */
abstract class WorkspaceCommand implements ToIntFunction<Map<String, String>> {

    /** Service property by which the launcher finds a command. */
    static final String NAME = "lightrag.command=";

    private static final int FAILED = 1;

    private final RagManager manager;

    WorkspaceCommand(RagManager manager) {
        this.manager = manager;
    }

    /**
     * @return exit code: 0 done, 1 something is wrong
     */
    @Override
    public final int applyAsInt(Map<String, String> values) {
        try {
            Arguments arguments = new Arguments(values);
            return TenantContext.<Integer, LightRagException>call(
                    Tenant.system(arguments.workspace()), () -> leased(arguments));
        } catch (LightRagException e) {
            System.err.println("lightrag: " + e.getMessage());
            return FAILED;
        }
    }

    private int leased(Arguments arguments) {
        WorkspaceId workspace = arguments.workspace();
        if (!makesWorkspace()
                && manager.workspaces().stream()
                        .noneMatch(known -> known.workspace().equals(workspace))) {
            throw new NotFoundException(
                    "There is no workspace " + workspace + " in the working directory.");
        }
        try (LightRagLease lease = manager.acquire(workspace)) {
            return run(lease.engine(), arguments, System.out);
        }
    }

    /** Whether the workspace need not exist. */
    boolean makesWorkspace() {
        return false;
    }

    abstract int run(LightRag rag, Arguments arguments, PrintStream out);
}
