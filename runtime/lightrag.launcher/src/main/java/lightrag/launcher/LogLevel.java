package lightrag.launcher;

import java.util.Locale;
import java.util.Map;

/** Hands the wished log level to the log configuration, which reads system properties when it loads. */
final class LogLevel {

    /** Named in {@code etc/logback.xml}. */
    private static final String PROPERTY = "lightrag.log.level";

    private LogLevel() {}

    /** The reference's level names are Python's. */
    static void apply(Map<String, String> options) {
        String wished = options.getOrDefault("LOG_LEVEL", "").toUpperCase(Locale.ROOT);
        switch (wished) {
            case "" -> {
                // the log configuration has its own default
            }
            case "WARNING" -> System.setProperty(PROPERTY, "WARN");
            case "CRITICAL" -> System.setProperty(PROPERTY, "ERROR");
            default -> System.setProperty(PROPERTY, wished);
        }
    }
}
