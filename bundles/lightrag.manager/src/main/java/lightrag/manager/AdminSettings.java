package lightrag.manager;

import java.io.IOException;
import java.lang.reflect.Array;
import java.time.Duration;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lightrag.api.ConflictException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.SettingsControl;
import lightrag.tenant.control.SettingsState;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Settings read from Config Admin whenever a workspace is opened: {@code lightrag.workspace} below
 * {@code lightrag.workspace~<name>}.
 *
 * <p>They are read and not injected since one PID is both a single and a factory configuration
 * here, which a component can't ask for.
 */
final class AdminSettings implements WorkspaceSettings {

    static final String PID = "lightrag.workspace";

    private final ConfigurationAdmin admin;
    private final Supplier<Optional<SettingsControl>> control;

    /**
     * @param control writes changes down, so that they outlast a restart; where there is none they
     *     hold until then
     */
    AdminSettings(ConfigurationAdmin admin, Supplier<Optional<SettingsControl>> control) {
        this.admin = admin;
        this.control = control;
    }

    static String pidOf(String workspace) {
        return PID + "~" + workspace;
    }

    @Override
    public Map<String, String> of(WorkspaceId workspace) {
        Map<String, String> settings = new HashMap<>(read(PID));
        settings.putAll(read(pidOf(workspace.value())));
        return Map.copyOf(settings);
    }

    /** The workspace's own ones, without the server's defaults. */
    Map<String, String> own(WorkspaceId workspace) {
        return read(pidOf(workspace.value()));
    }

    /**
     * Changes the workspace's own ones; whoever listens to configurations is told.
     *
     * @param changes an empty value takes a setting away
     */
    void change(WorkspaceId workspace, Map<String, String> changes) {
        control.get()
                .ifPresentOrElse(
                        settings -> settings.change(pidOf(workspace.value()), changes),
                        () -> changeUntilRestart(workspace, changes));
    }

    /**
     * @throws ConflictException one of these settings is an operator's file's, which can only be
     *     changed there
     */
    void requireChangeable(WorkspaceId workspace, Collection<String> names) {
        String pid = pidOf(workspace.value());
        Map<String, SettingsState.Layer> layers =
                control.get().map(settings -> settings.settings(pid).layers()).orElse(Map.of());
        if (names.stream().anyMatch(name -> layers.get(name) == SettingsState.Layer.FILE)) {
            throw new ConflictException(
                    "The file " + pid + ".json sets " + names + ": change it there.");
        }
    }

    private void changeUntilRestart(WorkspaceId workspace, Map<String, String> changes) {
        Map<String, String> next = new HashMap<>(own(workspace));
        next.putAll(changes);
        next.values().removeIf(String::isEmpty);
        try {
            admin.getFactoryConfiguration(PID, workspace.value(), "?")
                    .updateIfDifferent(new Hashtable<String, Object>(next));
        } catch (IOException e) {
            throw new UnavailableException(
                    "The configuration of workspace " + workspace + " can't be written.",
                    Duration.ofSeconds(5),
                    e);
        }
    }

    private Map<String, String> read(String pid) {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
            if (found == null || found.length == 0) {
                return Map.of();
            }
            return texts(found[0].getProperties());
        } catch (IOException | InvalidSyntaxException e) {
            throw new UnavailableException(
                    "The configuration " + pid + " can't be read; see the log.",
                    Duration.ofSeconds(5),
                    e);
        }
    }

    private static Map<String, String> texts(Dictionary<String, Object> properties) {
        Map<String, String> texts = new HashMap<>();
        for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            if (!key.startsWith("service.") && !key.startsWith("felix.")) {
                texts.put(key, text(properties.get(key)));
            }
        }
        return texts;
    }

    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return String.valueOf(value);
        }
        return IntStream.range(0, Array.getLength(value))
                .mapToObj(i -> String.valueOf(Array.get(value, i)))
                .collect(Collectors.joining(","));
    }
}
