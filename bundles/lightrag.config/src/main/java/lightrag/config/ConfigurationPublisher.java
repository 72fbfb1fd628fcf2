package lightrag.config;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the settings found at start as configurations, once. From then on Config Admin is the
 * truth, and whoever changes a configuration there is not overruled.
 */
@Component(service = ConfigurationPublisher.class, immediate = true)
public final class ConfigurationPublisher {

    /** Launcher options are framework properties of this prefix and a catalogued name. */
    static final String OPTION_PREFIX = "lightrag.option.";

    // Defaults of workspaces first: the manager opens workspaces as soon as its own PID is there.
    private static final String FIRST = "lightrag.workspace";
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationPublisher.class);

    /**
     * @throws IllegalStateException a setting is so wrong that nothing may start
     */
    @Activate
    public ConfigurationPublisher(BundleContext context, @Reference ConfigurationAdmin admin)
            throws IOException {
        Settings settings =
                Settings.resolve(
                        Catalogue.load(),
                        Sources.ofProcess(
                                name ->
                                        Optional.ofNullable(
                                                context.getProperty(OPTION_PREFIX + name))));
        report(settings);
        if (settings.refused()) {
            throw new IllegalStateException(
                    "The configuration is unusable, nothing is started: see the errors above.");
        }
        publish(settings.byPid(), admin);
    }

    private static void report(Settings settings) {
        for (Finding finding : settings.findings()) {
            switch (finding.severity()) {
                case WARNING -> LOG.warn("{}: {}", finding.name(), finding.message());
                case ERROR -> LOG.error("{}: {}", finding.name(), finding.message());
            }
        }
        List<Setting> given =
                settings.all().stream()
                        .filter(setting -> setting.origin() != Setting.Origin.DEFAULT)
                        .toList();
        LOG.info("Configuration: {} names given: {}", given.size(), given);
    }

    private static void publish(Map<String, Map<String, String>> pids, ConfigurationAdmin admin)
            throws IOException {
        update(FIRST, pids.getOrDefault(FIRST, Map.of()), admin);
        for (Map.Entry<String, Map<String, String>> pid : pids.entrySet()) {
            if (!pid.getKey().equals(FIRST)) {
                update(pid.getKey(), pid.getValue(), admin);
            }
        }
    }

    private static void update(String pid, Map<String, String> values, ConfigurationAdmin admin)
            throws IOException {
        // "?" lets any bundle read it; without it the configuration would belong to this one.
        admin.getConfiguration(pid, "?").updateIfDifferent(new Hashtable<String, Object>(values));
    }
}
