package lightrag.launcher;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import lightrag.config.ConfigurationCheck;

/**
 * Hands the wished log level to the log configuration, which reads system properties when it loads.
 */
final class LogSettings {

    /** Named in {@code etc/logback.xml}. */
    private static final String PROPERTY = "lightrag.log.level";

    /**
     * It tells of every provider it finds through the JDK's own log; kept, since loggers are weakly
     * held.
     */
    private static final Logger SPI_FLY = Logger.getLogger("org.apache.aries.spifly");

    private LogSettings() {}

    /** The reference's level names are Python's. */
    static void apply(Map<String, String> options) {
        SPI_FLY.setLevel(Level.WARNING);
        String wished = ConfigurationCheck.value("LOG_LEVEL", options);
        System.setProperty(
                PROPERTY,
                switch (wished) {
                    case "WARNING" -> "WARN";
                    case "CRITICAL" -> "ERROR";
                    default -> wished;
                });
    }
}
