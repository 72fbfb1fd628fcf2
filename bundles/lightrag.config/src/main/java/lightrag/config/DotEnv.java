package lightrag.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code .env} file sets, as the reference's reader understands it: {@code NAME=value} lines
 * with an optional {@code export}, single or double quotes (which may span lines), {@code #}
 * comments, and <code>${NAME}</code> or <code>${NAME:-default}</code> within values.
 *
 * @param values by name, in the order of the file; a later line wins over an earlier one
 * @param findings lines that were left out
 */
public record DotEnv(Map<String, String> values, List<Finding> findings) {

    /** Stands in findings in place of a name. */
    static final String FILE = ".env";

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(?<name>[^}:]*)(:-(?<default>[^}]*))?}");

    public DotEnv {
        values = Map.copyOf(values);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a file; one that does not exist sets nothing.
     *
     * @param environment wins over the file where its values refer to each other
     */
    public static DotEnv read(Path file, Function<String, Optional<String>> environment) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), environment);
        } catch (NoSuchFileException e) {
            return new DotEnv(Map.of(), List.of());
        } catch (IOException e) {
            return new DotEnv(
                    Map.of(),
                    List.of(Finding.error(FILE, "can't be read as UTF-8 text: make it readable")));
        }
    }

    /** As {@link #read}, from a text. */
    public static DotEnv parse(String text, Function<String, Optional<String>> environment) {
        DotEnvLines lines = DotEnvLines.of(text);
        Map<String, String> values = new LinkedHashMap<>();
        for (DotEnvLines.Binding binding : lines.bindings()) {
            values.put(
                    binding.name(),
                    resolve(
                            binding.value(),
                            name ->
                                    environment
                                            .apply(name)
                                            .or(() -> Optional.ofNullable(values.get(name)))));
        }
        return new DotEnv(values, lines.findings());
    }

    private static String resolve(String value, Function<String, Optional<String>> known) {
        return REFERENCE
                .matcher(value)
                .replaceAll(
                        match -> {
                            String fallback =
                                    Optional.ofNullable(match.group("default")).orElse("");
                            return Matcher.quoteReplacement(
                                    known.apply(match.group("name")).orElse(fallback));
                        });
    }
}
