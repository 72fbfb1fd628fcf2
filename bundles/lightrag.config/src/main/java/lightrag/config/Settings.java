package lightrag.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All settings of a server, resolved: launcher option over environment over {@code .env} over
 * default. A value that can't be used is reported and the default taken in its place.
 */
public final class Settings {

    private static final String PID_PREFIX = "lightrag.";
    private static final String OWN_PREFIX = "LIGHTRAG_";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z0-9_]+)(\\?)?}");

    private final Catalogue catalogue;
    private final Sources sources;
    private final Map<String, Setting> byName = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Settings(Catalogue catalogue, Sources sources) {
        this.catalogue = catalogue;
        this.sources = sources;
    }

    public static Settings resolve(Catalogue catalogue, Sources sources) {
        Settings settings = new Settings(catalogue, sources);
        settings.findings.addAll(sources.dotEnv().findings());
        catalogue.rows().forEach(settings::resolve);
        settings.reportUnknown();
        return settings;
    }

    private void resolve(CatalogueRow row) {
        for (Sources.Raw raw : sources.raw(row.name())) {
            switch (row.type().read(raw.text())) {
                case ValueType.Reading.Value(String text) -> {
                    put(row, text, raw.origin());
                    return;
                }
                case ValueType.Reading.Doubtful(String text, String why) -> {
                    findings.add(Finding.warning(row.name(), shown(row, raw) + " " + why));
                    put(row, text, raw.origin());
                    return;
                }
                case ValueType.Reading.Unset() -> {
                    return;
                }
                case ValueType.Reading.NotGiven() -> {}
                case ValueType.Reading.Unusable(String why) -> {
                    findings.add(
                            Finding.warning(
                                    row.name(), shown(row, raw) + " " + why + otherwise(row)));
                    putDefault(row);
                    return;
                }
                case ValueType.Reading.Refused(String why) -> {
                    findings.add(Finding.error(row.name(), shown(row, raw) + " " + why));
                    return;
                }
            }
        }
        putDefault(row);
    }

    private static String otherwise(CatalogueRow row) {
        return row.defaultValue().isEmpty()
                ? "; it counts as not given"
                : "; the default " + row.defaultValue() + " is used";
    }

    private static String shown(CatalogueRow row, Sources.Raw raw) {
        return row.type().shown(raw.text()) + " (" + raw.origin().text() + ")";
    }

    private void putDefault(CatalogueRow row) {
        if (!row.defaultValue().isEmpty()) {
            put(row, expanded(row), Setting.Origin.DEFAULT);
        }
    }

    private String expanded(CatalogueRow row) {
        return REFERENCE
                .matcher(row.defaultValue())
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        match.group(2) == null
                                                ? value(match.group(1)).orElse("")
                                                : Boolean.toString(given(match.group(1)))));
    }

    private boolean given(String name) {
        Setting setting = byName.get(name);
        return setting != null && setting.origin() != Setting.Origin.DEFAULT;
    }

    private void put(CatalogueRow row, String text, Setting.Origin origin) {
        try {
            String value =
                    row.type().kind() == ValueType.Kind.PATH && !text.isEmpty()
                            ? sources.directory().resolve(Path.of(text)).normalize().toString()
                            : text;
            byName.put(row.name(), new Setting(row, value, origin));
        } catch (InvalidPathException e) {
            findings.add(Finding.error(row.name(), "is no path on this system"));
        }
    }

    private void reportUnknown() {
        TreeSet<String> given = new TreeSet<>(sources.dotEnv().values().keySet());
        // The environment is shared with other programs: there only our own prefix is ours.
        sources.environment().keySet().stream()
                .filter(name -> name.startsWith(OWN_PREFIX))
                .forEach(given::add);
        for (String name : given) {
            catalogue
                    .row(name)
                    .ifPresentOrElse(row -> reportWithoutEffect(name, row), () -> report(name));
        }
    }

    private void reportWithoutEffect(String name, CatalogueRow row) {
        if (row.status() == CatalogueRow.Status.NOT_APPLICABLE) {
            findings.add(Finding.warning(name, "has no effect here: " + row.meaning()));
        }
    }

    private void report(String unknown) {
        if (unknown.startsWith(OWN_PREFIX)) {
            findings.add(Finding.warning(unknown, "is unknown and has no effect" + hint(unknown)));
        }
    }

    private String hint(String name) {
        return catalogue.nearest(name).map(near -> "; did you mean " + near + "?").orElse("");
    }

    /** The value of a name; absent when neither given nor defaulted. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(byName.get(name)).map(Setting::value);
    }

    /** What has a value, in the order of the catalogue. */
    public List<Setting> all() {
        return List.copyOf(byName.values());
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** True when the server must not start. */
    public boolean refused() {
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    /**
     * Properties by full PID; every PID the catalogue names is there, even when it has no property.
     */
    public Map<String, Map<String, String>> byPid() {
        Map<String, Map<String, String>> pids = new TreeMap<>();
        for (CatalogueRow row : catalogue.rows()) {
            for (String pid : row.pids()) {
                Map<String, String> properties =
                        pids.computeIfAbsent(PID_PREFIX + pid, p -> new TreeMap<>());
                value(row.name()).ifPresent(value -> properties.put(row.key(), value));
            }
        }
        return pids;
    }
}
