package lightrag.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRagException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.Deployment;
import lightrag.tenant.control.Deployments;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.EngineVersion;
import lightrag.tenant.control.FeatureState;
import lightrag.tenant.control.Features;
import lightrag.tenant.control.FleetPlan;
import lightrag.tenant.control.RagManager;
import lightrag.tenant.control.SettingsControl;
import lightrag.tenant.control.SettingsState;
import lightrag.tenant.control.WorkspaceBindings;
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
            "osgi.command.function=remove",
            "osgi.command.function=bindings",
            "osgi.command.function=settings",
            "osgi.command.function=log"
        })
public final class ShellCommands {

    private static final String LOG = "lightrag.log";
    private static final String LEVEL = "level";

    private final RagManager manager;
    private final EngineFleet fleet;
    private final Deployments deployments;
    private final Features features;
    private final BindingControl bindings;
    private final SettingsControl settings;

    @Activate
    public ShellCommands(
            @Reference RagManager manager,
            @Reference EngineFleet fleet,
            @Reference Deployments deployments,
            @Reference Features features,
            @Reference BindingControl bindings,
            @Reference SettingsControl settings) {
        this.manager = manager;
        this.fleet = fleet;
        this.deployments = deployments;
        this.features = features;
        this.bindings = bindings;
        this.settings = settings;
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

    /** Storage and models of a workspace, after changes such as {@code llm.model=qwen3:8b}. */
    public String bindings(String workspace, String... changes) {
        return told(
                () -> {
                    WorkspaceId name = new WorkspaceId(workspace);
                    return text(
                            changes.length == 0
                                    ? bindings.bindings(name)
                                    : bindings.configure(name, pairs("", changes)));
                });
    }

    private static String text(WorkspaceBindings state) {
        return "stores: "
                + state.storageInForce()
                + state.storageKept().map(kept -> ", kept: " + kept).orElse("")
                + state.migration()
                        .map(move -> ", " + move.phase() + ": " + move.message())
                        .orElse("")
                + "\n"
                + state.settings().entrySet().stream()
                        .map(it -> (state.own().contains(it.getKey()) ? "* " : "  ") + it)
                        .collect(Collectors.joining("\n"));
    }

    /** A configuration, after changes such as {@code gateway.queue.max=100}. */
    public String settings(String pid, String... changes) {
        return told(
                () ->
                        text(
                                changes.length == 0
                                        ? settings.settings(pid)
                                        : settings.change(pid, pairs("", changes))));
    }

    /** Levels of the log, after changes such as {@code level=INFO lightrag.gateway=DEBUG}. */
    public String log(String... changes) {
        return told(
                () ->
                        text(
                                changes.length == 0
                                        ? settings.settings(LOG)
                                        : settings.change(LOG, pairs(LEVEL + ".", changes))));
    }

    private static String text(SettingsState state) {
        return state.settings().entrySet().stream()
                .map(it -> "%-8s %s".formatted(state.layers().get(it.getKey()), it))
                .collect(
                        Collectors.joining(
                                "\n",
                                "",
                                state.refused().map(why -> "\nfile refused: " + why).orElse("")));
    }

    /**
     * @param prefix of all names but {@code level}
     */
    private static Map<String, String> pairs(String prefix, String... texts) {
        Map<String, String> pairs = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException(text, "Write NAME=VALUE, not " + text + ".");
            }
            String name = text.substring(0, equals);
            pairs.put(name.equals(LEVEL) ? name : prefix + name, text.substring(equals + 1));
        }
        return pairs;
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
