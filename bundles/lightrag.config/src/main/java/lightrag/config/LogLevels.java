package lightrag.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log at the levels of the configuration {@code lightrag.log}: {@code level} is that of
 * this server's own loggers, {@code level.<logger>} that of one, of {@code level.root} for all
 * others. A logger that is no longer named gets back the level it had from the log's own file.
 */
@Component(
        service = LogLevels.class,
        immediate = true,
        configurationPid = LogLevels.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class LogLevels {

    static final String PID = "lightrag.log";

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogLevels.class);
    private static final String LEVEL = "level";
    private static final String OWN = "lightrag";

    private final Map<String, Optional<Level>> before = new HashMap<>();

    @Activate
    public LogLevels(Map<String, Object> properties) {
        apply(wanted(properties));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        apply(wanted(properties));
    }

    @Deactivate
    void deactivate() {
        apply(Map.of());
    }

    private static Map<String, Level> wanted(Map<String, Object> properties) {
        Map<String, Level> levels = new TreeMap<>();
        properties.forEach(
                (key, value) -> {
                    if (key.equals(LEVEL)) {
                        levels.put(OWN, level(value));
                    } else if (key.startsWith(LEVEL + ".")) {
                        levels.put(logger(key.substring(LEVEL.length() + 1)), level(value));
                    }
                });
        return levels;
    }

    private static String logger(String name) {
        return name.equalsIgnoreCase(Logger.ROOT_LOGGER_NAME) ? Logger.ROOT_LOGGER_NAME : name;
    }

    /** The reference's names are Python's. */
    private static Level level(Object name) {
        return switch (String.valueOf(name)) {
            case "WARNING" -> Level.WARN;
            case "CRITICAL" -> Level.ERROR;
            case String other -> Level.toLevel(other, Level.INFO);
        };
    }

    private synchronized void apply(Map<String, Level> wanted) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers)) {
            LOG.warn("Another log than Logback is installed: its levels are its own business");
            return;
        }
        before.forEach((name, level) -> loggers.getLogger(name).setLevel(level.orElse(null)));
        before.clear();
        wanted.forEach(
                (name, level) -> {
                    Logger logger = loggers.getLogger(name);
                    before.put(name, Optional.ofNullable(logger.getLevel()));
                    logger.setLevel(level);
                });
        LOG.info("Log levels: {}", wanted);
    }
}
