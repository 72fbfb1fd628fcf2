package lightrag.config;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** Checks environment, {@code .env} and options without starting anything. */
public final class ConfigurationCheck {

    private ConfigurationCheck() {}

    /**
     * Prints every finding and every setting that is not a default; secrets as {@code ***}.
     *
     * @param options of the command line by name, for instance {@code PORT}
     * @return 0 when a server can start with it, 1 otherwise
     */
    public static int check(Map<String, String> options, PrintStream out) {
        return check(settings(options), out);
    }

    private static Settings settings(Map<String, String> options) {
        return Settings.resolve(
                Catalogue.load(),
                Sources.ofProcess(name -> Optional.ofNullable(options.get(name))));
    }

    /**
     * The value in force of one catalogued name.
     *
     * @return empty text when it is not set and has no default
     */
    public static String value(String name, Map<String, String> options) {
        return settings(options).all().stream()
                .filter(setting -> setting.row().name().equals(name))
                .map(Setting::value)
                .findFirst()
                .orElse("");
    }

    static int check(Settings settings, PrintStream out) {
        settings.findings().forEach(out::println);
        settings.all().stream()
                .filter(setting -> setting.origin() != Setting.Origin.DEFAULT)
                .forEach(out::println);
        return settings.refused() ? 1 : 0;
    }
}
