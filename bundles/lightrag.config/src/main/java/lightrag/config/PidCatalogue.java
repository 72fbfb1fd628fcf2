package lightrag.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The catalogue seen from the configurations: which settings each takes, and what they may be. */
final class PidCatalogue {

    static final String PREFIX = "lightrag.";

    /** Defaults of all workspaces; an engine may know settings that this catalogue does not. */
    static final String WORKSPACE = PREFIX + "workspace";

    private static final String LOG = PREFIX + "log";
    private static final String LEVEL = "level";

    private static final Pattern OF_ONE_WORKSPACE =
            Pattern.compile(Pattern.quote(WORKSPACE) + "~[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9]+)*");

    private final Map<String, Map<String, CatalogueRow>> rows = new HashMap<>();
    private final Path directory;

    /**
     * @param directory relative paths start here
     */
    PidCatalogue(Catalogue catalogue, Path directory) {
        this.directory = directory;
        for (CatalogueRow row : catalogue.rows()) {
            for (String pid : row.pids()) {
                rows.computeIfAbsent(PREFIX + pid, any -> new TreeMap<>()).put(row.key(), row);
            }
        }
    }

    /** Settings that were looked at. */
    record Checked(Map<String, String> values, List<Finding> findings) {

        /** What makes all of them unusable. */
        Optional<Finding> error() {
            return findings.stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .findFirst();
        }
    }

    boolean knows(String pid) {
        return rows.containsKey(pid) || ofOneWorkspace(pid);
    }

    static boolean ofOneWorkspace(String pid) {
        return OF_ONE_WORKSPACE.matcher(pid).matches();
    }

    private Map<String, CatalogueRow> settings(String pid) {
        return rows.getOrDefault(ofOneWorkspace(pid) ? WORKSPACE : pid, Map.of());
    }

    private Optional<CatalogueRow> row(String pid, String key) {
        boolean ofLogger = pid.equals(LOG) && key.startsWith(LEVEL + ".");
        return Optional.ofNullable(settings(pid).get(ofLogger ? LEVEL : key));
    }

    /** Whether a value must never be shown; unknown ones are judged by their name. */
    boolean secret(String pid, String key) {
        return row(pid, key)
                .map(row -> row.type().secret())
                .orElse(key.matches(".*(key|secret|token|password)"));
    }

    private boolean prompt(String pid, String key) {
        return row(pid, key).filter(row -> row.type().kind() == ValueType.Kind.PROMPT).isPresent();
    }

    /** An empty text that says so, in place of one that stands for nothing. */
    boolean emptyIsValue(String pid, String key) {
        return ofOneWorkspace(pid)
                || row(pid, key)
                        .filter(row -> row.type().kind() == ValueType.Kind.TEXT)
                        .isPresent();
    }

    /** As {@link #check(String, Map)}, of a file's text. */
    Checked check(String pid, String text) {
        if (!knows(pid)) {
            return refused("is no configuration of this server");
        }
        try {
            return check(pid, SettingsText.parse(text, key -> prompt(pid, key)));
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    static Checked refused(String why) {
        return new Checked(Map.of(), List.of(Finding.error("the file", why)));
    }

    /** Canonical texts of all values that are usable; errors say what is not. */
    Checked check(String pid, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>();
        List<Finding> findings = new ArrayList<>();
        given.forEach(
                (key, text) ->
                        row(pid, key)
                                .ifPresentOrElse(
                                        row -> read(row, key, text, values, findings),
                                        () -> unknown(pid, key, text, values, findings)));
        return new Checked(Map.copyOf(values), List.copyOf(findings));
    }

    private void read(
            CatalogueRow row,
            String key,
            String text,
            Map<String, String> values,
            List<Finding> findings) {
        switch (row.type().read(text)) {
            case ValueType.Reading.Value(String value) when isPath(row) ->
                    path(value)
                            .ifPresentOrElse(
                                    path -> values.put(key, path),
                                    () -> findings.add(Finding.error(key, "is no path here")));
            case ValueType.Reading.Value(String value) -> values.put(key, value);
            case ValueType.Reading.Unset() -> values.put(key, "");
            case ValueType.Reading.NotGiven() -> {}
            case ValueType.Reading.Doubtful(_, String why) ->
                    findings.add(wrong(row, key, text, why));
            case ValueType.Reading.Unusable(String why) -> findings.add(wrong(row, key, text, why));
            case ValueType.Reading.Refused(String why) -> findings.add(wrong(row, key, text, why));
        }
    }

    private static boolean isPath(CatalogueRow row) {
        return row.type().kind() == ValueType.Kind.PATH;
    }

    private Optional<String> path(String text) {
        try {
            return Optional.of(directory.resolve(Path.of(text)).normalize().toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Finding wrong(CatalogueRow row, String key, String text, String why) {
        return Finding.error(key, row.type().shown(text) + " " + why);
    }

    private void unknown(
            String pid,
            String key,
            String text,
            Map<String, String> values,
            List<Finding> findings) {
        String hint = hint(pid, key);
        boolean handedOn =
                (pid.equals(WORKSPACE) || ofOneWorkspace(pid)) && KEY.matcher(key).matches();
        if (handedOn) {
            values.put(key, text);
            findings.add(Finding.warning(key, "is unknown here and handed on as it is" + hint));
        } else {
            findings.add(Finding.error(key, "is no setting of " + pid + hint));
        }
    }

    private String hint(String pid, String key) {
        String dotted = CatalogueRow.keyOf(key);
        return settings(pid).keySet().stream()
                .filter(known -> EditDistance.between(dotted, known) <= 2)
                .findFirst()
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
    }
}
