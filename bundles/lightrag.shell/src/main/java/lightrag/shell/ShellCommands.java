package lightrag.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lightrag.api.LightRagException;
import lightrag.tenant.control.Deployment;
import lightrag.tenant.control.Deployments;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.EngineVersion;
import lightrag.tenant.control.FeatureState;
import lightrag.tenant.control.Features;
import lightrag.tenant.control.FleetPlan;
import lightrag.tenant.control.RagManager;
import lightrag.tenant.control.WorkspaceState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Commands in the form that Felix Gogo finds: public methods under the names of the property. Each
 * returns what is printed. They are there while the services they need are.
 */
@Component(
        service = ShellCommands.class,
        property = {
            "osgi.command.scope=lightrag",
            "osgi.command.function=engines",
            "osgi.command.function=deploy",
            "osgi.command.function=rollback",
            "osgi.command.function=workspaces",
            "osgi.command.function=features",
            "osgi.command.function=install",
            "osgi.command.function=remove"
        })
public final class ShellCommands {

    private final RagManager manager;
    private final EngineFleet fleet;
    private final Deployments deployments;
    private final Features features;

    @Activate
    public ShellCommands(
            @Reference RagManager manager,
            @Reference EngineFleet fleet,
            @Reference Deployments deployments,
            @Reference Features features) {
        this.manager = manager;
        this.fleet = fleet;
        this.deployments = deployments;
        this.features = features;
    }

    /** Engine versions and whom they serve. */
    public String engines() {
        FleetPlan plan = fleet.plan();
        return fleet.versions().stream()
                .map(ShellCommands::line)
                .collect(
                        Collectors.joining(
                                "\n", "", "\nprevious: " + plan.previous().orElse("none")));
    }

    private static String line(EngineVersion engine) {
        return "%-12s %-9s %d workspaces, %d leases, %d calls, %d errors%s"
                .formatted(
                        engine.version(),
                        engine.state(),
                        engine.workspaces(),
                        engine.leases(),
                        engine.calls(),
                        engine.errors(),
                        engine.barred().map(reason -> ", barred: " + reason).orElse(""));
    }

    /** Brings an engine version in, which then serves. */
    public String deploy(String file) throws IOException {
        Path jar = Path.of(file);
        try (InputStream in = Files.newInputStream(jar)) {
            return told(() -> text(deployments.deploy(jar.getFileName().toString(), in, true)));
        }
    }

    /** Lets the engine version before serve again. */
    public String rollback() {
        return told(() -> text(deployments.rollback("asked for at the console")));
    }

    private static String text(Deployment outcome) {
        return outcome.version()
                + " "
                + outcome.outcome().name().toLowerCase(Locale.ROOT)
                + ": "
                + outcome.message();
    }

    /** Workspaces and the engines they are on. */
    public String workspaces() {
        return manager.workspaces().stream()
                .map(ShellCommands::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(WorkspaceState state) {
        return "%-24s %-12s %-10s %d leases%s"
                .formatted(
                        state.workspace(),
                        state.state(),
                        state.engineVersion().orElse(""),
                        state.leases(),
                        state.problem().map(problem -> ", " + problem).orElse(""));
    }

    /** Features and whether they are installed. */
    public String features() {
        return features.features().stream()
                .map(ShellCommands::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(FeatureState feature) {
        return "%s %-18s %s"
                .formatted(feature.installed() ? "*" : " ", feature.name(), feature.description());
    }

    /** Installs a feature until the server stops. */
    public String install(String feature) {
        return told(() -> line(features.install(feature)));
    }

    /** Removes a feature until the server stops. */
    public String remove(String feature) {
        return told(() -> line(features.remove(feature)));
    }

    /** A refusal is an answer here, not a stack trace. */
    private static String told(Supplier<String> action) {
        try {
            return action.get();
        } catch (LightRagException e) {
            return "refused: " + e.getMessage();
        }
    }
}
