package lightrag.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code docs/configuration.md} from the catalogue. */
final class ConfigurationPage {

    private static final String HEAD =
            """
            # Configuration

            This page is made from the catalogue of `lightrag.config`; a test fails when it is stale. To renew it run
            `mvn -pl bundles/lightrag.config test -Dtest=ConfigurationPageTest -Dlightrag.write.docs=true`.

            Every name can be given as a launcher option (`--port 9700`), in the environment (`PORT=9700`) or in a file
            `.env` in the current directory; the first that gives a value wins. An empty value counts as not given, except for
            names of type text. Values that can't be used are reported at start and the default is taken; a malformed
            `WORKSPACE` stops the start. `lightrag check` shows all findings without starting.

            Properties of `lightrag.workspace` are defaults of all workspaces; a configuration `lightrag.workspace~<name>`
            overrides them for one. At run time every property can be changed through Config Admin.

            Types: `int>=1` has a least value; `?` accepts `None` for nothing, `?0` for 0; paths are relative to the current
            directory; secrets are never logged.
            """;

    private ConfigurationPage() {}

    static Path file() {
        return Path.of("").toAbsolutePath().resolve("../../docs/configuration.md").normalize();
    }

    static void write(String text) throws IOException {
        Files.writeString(file(), text, StandardCharsets.UTF_8);
    }

    static String text(Catalogue catalogue) {
        StringBuilder page = new StringBuilder(HEAD);
        String section = "";
        for (CatalogueRow row : catalogue.rows()) {
            if (!row.section().equals(section)) {
                section = row.section();
                page.append("\n## ")
                        .append(section)
                        .append("\n\n")
                        .append("| name | type | default | meaning | property | reference |\n")
                        .append("|---|---|---|---|---|---|\n");
            }
            page.append(line(row));
        }
        page.append("\n## Accepted without effect, by beginning\n\n");
        catalogue
                .patterns()
                .forEach(
                        row ->
                                page.append("- `")
                                        .append(row.name())
                                        .append("`: ")
                                        .append(row.meaning())
                                        .append('\n'));
        return page.toString();
    }

    private static String line(CatalogueRow row) {
        String property =
                row.pids().isEmpty()
                        ? "–"
                        : String.join(", ", row.pids()) + ": `" + row.key() + "`";
        String byDefault = row.defaultValue().isEmpty() ? "–" : "`" + row.defaultValue() + "`";
        return "| `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        row.name(),
                        row.typeText(),
                        byDefault,
                        row.meaning().replace("|", "\\|"),
                        property,
                        row.status().text());
    }
}
