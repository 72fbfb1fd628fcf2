package lightrag.config;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Checks environment, {@code .env}, options and the operator's files without starting anything. */
public final class ConfigurationCheck {

    private ConfigurationCheck() {}

    /**
     * Prints every finding and every setting that is not a default; secrets as {@code ***}.
     *
     * @param options of the command line by name, for instance {@code PORT}
     * @param etc folder of the operator's files when no setting says so
     * @return 0 when a server can start with it and takes every file, 1 otherwise
     */
    public static int check(Map<String, String> options, Path etc, PrintStream out) {
        int start = check(settings(options), out);
        String folder = value("LIGHTRAG_ETC_DIR", options);
        return Math.max(start, checkFiles(folder.isEmpty() ? etc : Path.of(folder), out));
    }

    static int checkFiles(Path folder, PrintStream out) {
        PidCatalogue catalogue = new PidCatalogue(Catalogue.load(), Path.of("").toAbsolutePath());
        int worst = 0;
        for (Map.Entry<String, EtcFolder.Content> file : EtcFolder.read(folder).entrySet()) {
            String pid = file.getKey();
            PidCatalogue.Checked checked =
                    switch (file.getValue()) {
                        case EtcFolder.Content.Text(String text) -> catalogue.check(pid, text);
                        case EtcFolder.Content.Unreadable(String why) -> PidCatalogue.refused(why);
                    };
            checked.findings().forEach(finding -> out.println(pid + ".json: " + finding));
            worst = checked.error().isPresent() ? 1 : worst;
        }
        return worst;
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
