package lightrag.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes {@code docs/options.md}: what of the reference's options is here, from facts about the
 * reference and from the catalogue.
 */
final class OptionsPage {

    private static final String HEAD =
            """
            # The reference's options and ours

            Every option of the command line and every environment variable of the server of LightRAG 1.5.7, and what it
            is here. [configuration.md](configuration.md) has all of ours with their meaning. This page is made together
            with that one, by the same command; a test fails when it is stale. Switches for the bindings `gemini` and
            `bedrock` are unknown here, as there are no such bindings.

            | option | environment | its default | here | our default, or why not |
            |---|---|---|---|---|
            """;

    private OptionsPage() {}

    /** One option of the reference; {@code -} where it has no switch. */
    private record Fact(String option, String name, String preset) {}

    static Path file() {
        return Path.of("").toAbsolutePath().resolve("../../docs/options.md").normalize();
    }

    /**
     * The page.
     *
     * @throws IllegalStateException the catalogue lacks a name of the reference
     */
    static String text(Catalogue catalogue) throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        List<String> missing = new ArrayList<>();
        for (Fact fact : facts()) {
            catalogue
                    .row(fact.name())
                    .ifPresentOrElse(
                            row -> page.append(line(fact, row)), () -> missing.add(fact.name()));
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("neither read nor explained: " + missing);
        }
        return page.toString();
    }

    private static String line(Fact fact, CatalogueRow row) {
        boolean without = row.status() == CatalogueRow.Status.NOT_APPLICABLE;
        String preset = row.defaultValue().isEmpty() ? "–" : "`" + row.defaultValue() + "`";
        return "| %s | `%s` | %s | %s | %s |\n"
                .formatted(
                        fact.option().equals("-") ? "–" : "`" + fact.option() + "`",
                        fact.name(),
                        fact.preset(),
                        without ? "not applicable" : row.status().text(),
                        without ? row.meaning().replace("|", "\\|") : preset);
    }

    private static List<Fact> facts() throws IOException {
        try (var in =
                Objects.requireNonNull(
                        OptionsPage.class.getResourceAsStream("reference-options.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 3))
                    .map(cells -> new Fact(cells[0], cells[1], cells[2]))
                    .toList();
        }
    }
}
