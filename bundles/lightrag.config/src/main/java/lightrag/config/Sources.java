package lightrag.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where raw values come from.
 *
 * @param options of the command line by name
 * @param environment of the process
 * @param dotEnv file of the current directory
 * @param directory relative paths start here
 */
public record Sources(
        Function<String, Optional<String>> options,
        Map<String, String> environment,
        DotEnv dotEnv,
        Path directory) {

    public Sources {
        environment = Map.copyOf(environment);
    }

    /** Environment and {@code .env} of this process, below the options given. */
    public static Sources ofProcess(Function<String, Optional<String>> options) {
        Path directory = Path.of("").toAbsolutePath();
        Map<String, String> environment = System.getenv();
        DotEnv dotEnv =
                DotEnv.read(
                        directory.resolve(DotEnv.FILE),
                        name -> Optional.ofNullable(environment.get(name)));
        return new Sources(options, environment, dotEnv, directory);
    }

    /** Raw values of a name, the strongest source first. */
    List<Raw> raw(String name) {
        return java.util.stream.Stream.of(
                        options.apply(name).map(v -> new Raw(v, Setting.Origin.OPTION)),
                        Optional.ofNullable(environment.get(name))
                                .map(v -> new Raw(v, Setting.Origin.ENVIRONMENT)),
                        Optional.ofNullable(dotEnv.values().get(name))
                                .map(v -> new Raw(v, Setting.Origin.DOT_ENV)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A text as a source gives it. */
    record Raw(String text, Setting.Origin origin) {}
}
