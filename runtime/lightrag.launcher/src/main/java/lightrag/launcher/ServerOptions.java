package lightrag.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The server's own options: each is another way to give one environment name.
 *
 * <p>They are listed in {@code server-options.txt}; values are checked by the server, which knows
 * their types.
 */
final class ServerOptions {

    private static final String TABLE = "server-options.txt";

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Values given on the command line, by environment name. */
    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Adds all options to a command; what is given for them lands here. */
    void addTo(CommandSpec command) {
        for (String line : tableLines()) {
            String[] cells = line.split(" *\\| *", 4);
            if (cells[0].contains("{")) {
                addFamily(command, cells);
            } else {
                command.addOption(option(cells[0], cells[1], cells[2], cells[3], false));
            }
        }
        command.addOption(
                OptionSpec.builder("--set")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel("NAME=VALUE")
                        .description("Any setting by its environment name; may be repeated.")
                        .setter(assignments())
                        .build());
    }

    /**
     * {@code --x-{a,b}} stands for options of one binding, which would drown the others in the
     * help. The reference writes them with underscores, people with dashes.
     */
    private void addFamily(CommandSpec command, String[] cells) {
        int open = cells[0].indexOf('{');
        String prefix = cells[0].substring(0, open);
        for (String ending : cells[0].substring(open + 1, cells[0].length() - 1).split(",")) {
            String name = prefix + ending;
            String variable = name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
            command.addOption(option(name, variable, cells[2], cells[3], true));
        }
    }

    private OptionSpec option(
            String name, String variable, String label, String meaning, boolean hidden) {
        boolean flag = label.equals("-");
        return OptionSpec.builder(names(name))
                .type(String.class)
                .arity(flag ? "0..1" : "1")
                .fallbackValue(flag ? "true" : "")
                .paramLabel(flag ? "true|false" : label)
                .description(meaning)
                .hidden(hidden)
                .setter(setter(variable))
                .build();
    }

    private static String[] names(String name) {
        String dashed = name.replace('_', '-');
        return dashed.equals(name) ? new String[] {name} : new String[] {dashed, name};
    }

    private ISetter setter(String variable) {
        return new ISetter() {
            @Override
            public <T> T set(T value) {
                if (value != null) {
                    values.put(variable, value.toString());
                }
                return value;
            }
        };
    }

    private ISetter assignments() {
        return new ISetter() {
            @Override
            public <T> T set(T value) {
                if (value instanceof List<?> list) {
                    list.forEach(each -> assign(each.toString()));
                }
                return value;
            }
        };
    }

    private void assign(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--set takes NAME=VALUE, not " + assignment);
        }
        values.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }

    private static List<String> tableLines() {
        var stream = ServerOptions.class.getResourceAsStream(TABLE);
        if (stream == null) {
            throw new IllegalStateException(
                    TABLE + " is missing beside " + ServerOptions.class.getName());
        }
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
