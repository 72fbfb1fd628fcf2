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
            overrides them for one.

            Types: `int>=1` has a least value; `?` accepts `None` for nothing, `?0` for 0; `prompt(a!,b)` is a text with the
            placeholder `{a}` and perhaps `{b}`, and no others; paths are relative to the current directory; secrets are
            never logged.

            ## At run time

            The column *property* says where a value lives: `workspace: top.k` is the property `top.k` of the configuration
            `lightrag.workspace`. Each configuration has three layers; the upper ones win:

            1. A file `<configuration>.json` in the folder `LIGHTRAG_ETC_DIR` (unset: `etc` of the installation, in a checkout
               `runtime/etc`), for instance `lightrag.workspace~alice.json`: one flat JSON object of property names, such as
               `{"llm.model": "qwen3:8b", "top.k": 20}`. A prompt may be a list of its lines. New, changed and deleted files
               count within two seconds. One that is half written, names an unknown configuration or has a value that can't be
               used is refused as a whole; the log says why, and what was in force stays. The server never writes there.
            2. What was changed by `PUT /admin/settings/<configuration>`, `PUT /admin/workspaces/<name>/bindings`,
               `PUT /admin/log` or the console. It is kept in `settings/` of `LIGHTRAG_VAR_DIR` and outlasts a restart; an empty
               value takes it away. What a file sets can't be changed so (409).
            3. What the server was started with: launcher option, environment, `.env`, default.

            No request fails by such a change: models, limits, prompts and log levels hold from the next call on, calls that
            run end as they began. Properties of `http` that say where to listen (`host`, `port`, TLS, prefix), folders, and
            the memory of `storage.rocksdb` take effect at the next start, and the log says so.
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
