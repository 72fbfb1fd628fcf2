package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.CompletionRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entity types and examples of a workspace's own (ENTITY_TYPE_PROMPT_FILE). */
class EntityTypesTest {

    private static final String CHEMISTRY =
            """
            entity_types_guidance: |
              - Molecule: what has a formula
              - Reaction: what turns one into another
            entity_extraction_examples:
              - |
                entity{tuple_delimiter}Water{tuple_delimiter}Molecule{tuple_delimiter}H2O
                set {{a, b}}
              - second example in {language}
            """;

    @TempDir Path directory;

    private Path prompts() {
        return directory.resolve("prompts");
    }

    private void profile(String name, String text) throws IOException {
        Path folder = Files.createDirectories(prompts().resolve("entity_type"));
        Files.writeString(folder.resolve(name), text);
    }

    private Map<String, String> with(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("prompt.dir", prompts().toString()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return all;
    }

    private List<CompletionRequest> asked(String folder, Map<String, String> settings) {
        try (Workspace w = new Workspace(directory.resolve(folder), settings)) {
            w.ingest("a.txt", entityLine("Alice", "Person", "d"));
            return List.copyOf(w.models.asked);
        }
    }

    private static String system(CompletionRequest request) {
        return request.system().orElseThrow();
    }

    @Test
    void twoWorkspacesHaveTheirOwnTypesExamplesAndLanguage() throws IOException {
        profile("chemistry.yml", CHEMISTRY);
        List<CompletionRequest> own =
                asked(
                        "one",
                        with(
                                "entity.type.prompt.file", "chemistry.yml",
                                "summary.language", "Suomi"));
        List<CompletionRequest> plain = asked("two", with());
        assertThat(system(own.getFirst()))
                .contains("- Molecule: what has a formula")
                .contains("entity<|#|>Water<|#|>Molecule<|#|>H2O\nset {a, b}\nsecond example")
                .contains("second example in Suomi")
                .doesNotContain("NaturalObject");
        assertThat(system(plain.getFirst()))
                .contains("NaturalObject")
                .doesNotContain("Molecule")
                .doesNotContain("Suomi");
        assertThat(own).as("a first look and a second").hasSize(2);
    }

    @Test
    void jsonHasItsOwnExamples() throws IOException {
        profile("j.yaml", "entity_extraction_json_examples: ['{\"entities\": [], \"mine\": 1}']\n");
        List<CompletionRequest> asked =
                asked(
                        "json",
                        with(
                                "entity.type.prompt.file", "j.yaml",
                                "entity.extraction.use.json", "true",
                                "max.gleaning", "0"));
        assertThat(system(asked.getFirst()))
                .contains("{\"entities\": [], \"mine\": 1}")
                .as("types not given are the built-in ones")
                .contains("NaturalObject");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing.yml|''|can't be read",
                "broken.yml|'a: [1'|no valid YAML",
                "list.yml|'- a'|mapping",
                "empty.yml|''|needs entity_extraction_examples",
                "blank.yml|'entity_types_guidance: \" \"'|not blank in entity_types_guidance",
                "numbers.yml|'entity_extraction_examples: [1]'|not blank in",
                "text.yml|'entity_extraction_examples: a'|list of texts",
                "tag.yml|'a: !!java.util.Date x'|no valid YAML",
                "../x.yml|'a: 1'|plain name",
                "x.txt|'a: 1'|plain name"
            })
    void whatCannotBeUsedIsRefusedWithTheReason(String name, String text, String reason)
            throws IOException {
        if (!name.startsWith("missing") && !name.startsWith("..")) {
            profile(name, text);
        }
        Map<String, String> settings = with("entity.type.prompt.file", name);
        assertThatThrownBy(() -> asked("bad", settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }
}
