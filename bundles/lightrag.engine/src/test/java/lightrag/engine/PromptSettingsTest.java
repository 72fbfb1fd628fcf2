package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts that are settings of a workspace. */
class PromptSettingsTest {

    private static final Path CATALOGUE =
            Path.of("../lightrag.config/src/main/resources/lightrag/config/catalogue.txt");
    private static final Pattern SLOT = Pattern.compile("\\{([a-z][a-z_]*)}");

    @TempDir Path directory;

    /** What the model was told in answer to one question, over stores that stay. */
    private List<String> asked(Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(own);
        settings.put("cosine.threshold", "-1");
        try (Workspace w =
                new Workspace(
                        directory.resolve("w"),
                        settings,
                        request ->
                                request.prompt().contains("```")
                                        ? ScriptedModels.echo(request)
                                        : "An answer.")) {
            if (w.engine.statusCounts().all() == 0) {
                w.ingest("a.txt", entityLine("Alice", "Person", "d"));
            }
            w.models.asked.clear();
            w.engine.query(QueryParam.of("Who is Alice?", QueryMode.NAIVE));
            return w.models.asked.stream()
                    .map(request -> request.system().orElse("") + request.prompt())
                    .toList();
        }
    }

    @Test
    void aChangedPromptReachesTheModelThoughTheAnswerToTheFormerOneIsKept() {
        assertThat(asked(Map.of())).hasSize(1);
        assertThat(asked(Map.of())).as("kept").isEmpty();
        Map<String, String> own = Map.of("prompt.answer.naive", "As a pirate, of {content_data}");
        assertThat(asked(own)).singleElement().asString().contains("As a pirate, of ", "Alice");
        assertThat(asked(own)).as("kept").isEmpty();
        assertThat(asked(Map.of())).as("kept").isEmpty();
    }

    @Test
    void theCatalogueKnowsThePlaceholdersOfEveryPrompt() throws IOException {
        Prompts shipped = Prompts.load(directory.resolve("none"), Map.of(), Map.of());
        List<String> rows = Files.readAllLines(CATALOGUE);
        for (Prompt prompt : Prompt.values()) {
            String name = "PROMPT_" + prompt.name() + " | ";
            String type =
                    rows.stream()
                            .filter(row -> row.startsWith(name))
                            .map(row -> row.split(" \\| ")[3])
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(name + "is not there"));
            Set<String> slots = slots(shipped.text(prompt));
            assertThat(named(type, false)).as(name).containsAll(slots);
            assertThat(slots).as(name).containsAll(named(type, true));
        }
    }

    private static Set<String> slots(String text) {
        return SLOT.matcher(text)
                .results()
                .map((MatchResult slot) -> slot.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(String type, boolean requiredOnly) {
        String list = type.replaceAll("^prompt\\(?|\\)$", "");
        return Arrays.stream(list.split(","))
                .filter(slot -> !slot.isEmpty())
                .filter(slot -> !requiredOnly || slot.endsWith("!"))
                .map(slot -> slot.replace("!", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
