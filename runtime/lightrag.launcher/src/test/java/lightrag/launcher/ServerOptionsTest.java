package lightrag.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ServerOptionsTest {

    private final ServerOptions options = new ServerOptions();

    private Map<String, String> parse(String... arguments) {
        CommandSpec command = CommandSpec.create();
        options.addTo(command);
        new CommandLine(command).parseArgs(arguments);
        return options.values();
    }

    @Test
    void optionsNotGivenGiveNothing() {
        assertThat(parse()).isEmpty();
    }

    @Test
    void eachOptionGivesItsEnvironmentName() {
        assertThat(parse("--port", "9700", "--working-dir=/data", "--users", "u.json"))
                .isEqualTo(
                        Map.of(
                                "PORT",
                                "9700",
                                "WORKING_DIR",
                                "/data",
                                "LIGHTRAG_USERS_FILE",
                                "u.json"));
    }

    @Test
    void switchesNeedNoValue() {
        assertThat(parse("--ssl", "--verbose=false"))
                .isEqualTo(Map.of("SSL", "true", "VERBOSE", "false"));
    }

    @Test
    void optionsOfOneBindingAreKnownByTheReferencesNames() {
        assertThat(parse("--openai-llm-max-tokens", "100", "--ollama-embedding-num-ctx", "8192"))
                .isEqualTo(
                        Map.of("OPENAI_LLM_MAX_TOKENS", "100", "OLLAMA_EMBEDDING_NUM_CTX", "8192"));
    }

    @Test
    void anySettingCanBeGivenByName() {
        assertThat(parse("--set", "TOP_K=7", "--set", "EMPTY=", "--set=URL=http://h/?a=b"))
                .isEqualTo(Map.of("TOP_K", "7", "EMPTY", "", "URL", "http://h/?a=b"));
    }

    @Test
    void everyOptionOfTheReferenceIsThere() {
        CommandSpec command = CommandSpec.create();
        options.addTo(command);
        assertThat(command.optionsMap().keySet())
                .contains(
                        "--host",
                        "--port",
                        "--working-dir",
                        "--input-dir",
                        "--timeout",
                        "--max-async")
                .contains(
                        "--summary-max-tokens",
                        "--summary-context-size",
                        "--summary-length-recommended")
                .contains(
                        "--log-level",
                        "--verbose",
                        "--key",
                        "--ssl",
                        "--ssl-certfile",
                        "--ssl-keyfile")
                .contains(
                        "--simulated-model-name",
                        "--simulated-model-tag",
                        "--workspace",
                        "--api-prefix")
                .contains(
                        "--default-ui",
                        "--workers",
                        "--llm-binding",
                        "--embedding-binding",
                        "--rerank-binding");
    }

    /** The facts are those of docs/options.md. */
    @Test
    void everySwitchOfTheReferenceGivesItsEnvironmentName() throws Exception {
        Path facts =
                Path.of(
                                "../../bundles/lightrag.config/src/test/resources/lightrag/config",
                                "reference-options.txt")
                        .toAbsolutePath()
                        .normalize();
        for (String line : Files.readAllLines(facts)) {
            String[] cells = line.split(" \\| ");
            if (cells[0].startsWith("--")) {
                assertThat(new ServerOptionsTest().parse(cells[0] + "=1"))
                        .as(cells[0])
                        .isEqualTo(Map.of(cells[1], "1"));
            }
        }
    }
}
