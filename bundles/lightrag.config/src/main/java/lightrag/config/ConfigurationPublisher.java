package lightrag.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.tenant.control.SettingsControl;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the settings found at start as configurations, and from then on what files of the
 * operator's folder and changes through {@link SettingsControl} make of them. Somebody else who
 * changes a configuration with Config Admin is not overruled until one of these changes it again.
 */
@Component(service = ConfigurationPublisher.class, immediate = true)
public final class ConfigurationPublisher {

    /** Launcher options are framework properties of this prefix and a catalogued name. */
    static final String OPTION_PREFIX = "lightrag.option.";

    /** Framework property: where the operator's files are when no setting says so. */
    static final String ETC_PROPERTY = "lightrag.etc";

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationPublisher.class);

    private final Optional<EtcFolder> files;
    private final ServiceRegistration<SettingsControl> control;

    /**
     * @throws IllegalStateException a setting is so wrong that nothing may start
     */
    @Activate
    public ConfigurationPublisher(BundleContext context, @Reference ConfigurationAdmin admin)
            throws IOException {
        Catalogue catalogue = Catalogue.load();
        Sources sources =
                Sources.ofProcess(
                        name -> Optional.ofNullable(context.getProperty(OPTION_PREFIX + name)));
        Settings settings = Settings.resolve(catalogue, sources);
        report(settings);
        if (settings.refused()) {
            throw new IllegalStateException(
                    "The configuration is unusable, nothing is started: see the errors above.");
        }
        LiveSettings live =
                new LiveSettings(
                        new PidCatalogue(catalogue, sources.directory()),
                        settings.byPid(),
                        new ChangesFolder(
                                Path.of(settings.value("LIGHTRAG_VAR_DIR").orElse("var"))
                                        .resolve("settings")),
                        (pid, values) -> publish(admin, pid, values));
        files =
                settings.value("LIGHTRAG_ETC_DIR")
                        .or(() -> Optional.ofNullable(context.getProperty(ETC_PROPERTY)))
                        .map(folder -> new EtcFolder(Path.of(folder), live));
        live.publishAll();
        files.ifPresent(EtcFolder::watch);
        control = context.registerService(SettingsControl.class, live, null);
    }

    @Deactivate
    void deactivate() {
        control.unregister();
        files.ifPresent(EtcFolder::close);
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

    /** "?" lets any bundle read it; without it the configuration would belong to this one. */
    private static void publish(ConfigurationAdmin admin, String pid, Map<String, String> values)
            throws IOException {
        Hashtable<String, Object> properties = new Hashtable<>(values);
        if (!PidCatalogue.ofOneWorkspace(pid)) {
            admin.getConfiguration(pid, "?").updateIfDifferent(properties);
            return;
        }
        Configuration own =
                admin.getFactoryConfiguration(
                        PidCatalogue.WORKSPACE,
                        pid.substring(PidCatalogue.WORKSPACE.length() + 1),
                        "?");
        if (values.isEmpty()) {
            own.delete();
        } else {
            own.updateIfDifferent(properties);
        }
    }
}
