package lightrag.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All names this server knows, in the order of the resource {@code catalogue.txt}. */
public final class Catalogue {

    private static final String RESOURCE = "catalogue.txt";
    private static final Pattern SEPARATOR = Pattern.compile("\\s*\\|(?=\\s)\\s*");
    private static final Pattern BRACES = Pattern.compile("\\{([^}]*)}");

    private final Map<String, CatalogueRow> exact;
    private final List<CatalogueRow> patterns;

    private Catalogue(List<CatalogueRow> rows) {
        Map<String, CatalogueRow> names = new LinkedHashMap<>();
        List<CatalogueRow> endings = new ArrayList<>();
        for (CatalogueRow row : rows) {
            if (row.pattern()) {
                endings.add(row);
            } else if (names.put(row.name(), row) != null) {
                throw new IllegalArgumentException(row.name() + " stands twice in the catalogue");
            }
        }
        this.exact = names;
        this.patterns = List.copyOf(endings);
    }

    /** The catalogue that comes with this bundle. */
    public static Catalogue load() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing in this bundle");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws IllegalArgumentException a line does not follow the format
     */
    static Catalogue parse(String text) {
        List<CatalogueRow> rows = new ArrayList<>();
        String section = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                rows.addAll(rows(line, section));
            }
        }
        return new Catalogue(rows);
    }

    private static List<CatalogueRow> rows(String line, String section) {
        String[] cell = SEPARATOR.split(line, 7);
        if (cell.length != 7) {
            throw new IllegalArgumentException("not seven columns: " + line);
        }
        List<String> pids = cell[1].equals("-") ? List.of() : List.of(cell[1].split(","));
        ValueType type = ValueType.parse(cell[3]);
        List<CatalogueRow> rows = new ArrayList<>();
        for (String name : names(cell[0])) {
            String key = cell[2].equals("-") ? CatalogueRow.keyOf(name) : cell[2];
            rows.add(
                    new CatalogueRow(
                            name,
                            pids,
                            key,
                            type,
                            cell[3],
                            cell[4],
                            CatalogueRow.Status.parse(cell[5]),
                            section,
                            cell[6].strip()));
        }
        return rows;
    }

    /** The names a text with any number of {A,B} groups stands for. */
    private static List<String> names(String text) {
        Matcher group = BRACES.matcher(text);
        if (!group.find()) {
            return List.of(text);
        }
        List<String> names = new ArrayList<>();
        for (String choice : group.group(1).split(",")) {
            names.addAll(
                    names(text.substring(0, group.start()) + choice + text.substring(group.end())));
        }
        return names;
    }

    /** Rows of single names, in order. */
    public List<CatalogueRow> rows() {
        return List.copyOf(exact.values());
    }

    /** Rows that stand for any ending, in order. */
    public List<CatalogueRow> patterns() {
        return patterns;
    }

    /** The row of a name; a single name goes before a pattern. */
    public Optional<CatalogueRow> row(String name) {
        return Optional.ofNullable(exact.get(name))
                .or(() -> patterns.stream().filter(row -> row.covers(name)).findFirst());
    }

    /** The known name most like an unknown one, when it is at most two letters off. */
    Optional<String> nearest(String name) {
        String best = "";
        int least = 3;
        for (String known : exact.keySet()) {
            int distance = EditDistance.between(name, known);
            if (distance < least) {
                least = distance;
                best = known;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }
}
