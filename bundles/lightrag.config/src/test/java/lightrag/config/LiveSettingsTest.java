package lightrag.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightrag.api.ConflictException;
import lightrag.api.InvalidInputException;
import lightrag.api.NotFoundException;
import lightrag.api.StorageFailureException;
import lightrag.tenant.control.SettingsState.Layer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layers of a configuration: start, changes, files. */
class LiveSettingsTest {

    private static final String GATEWAY = "lightrag.gateway";
    private static final String WORKSPACE = "lightrag.workspace";
    private static final String ALICE = "lightrag.workspace~alice";

    @TempDir Path folder;
    private final Map<String, Map<String, String>> published = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private LiveSettings live;

    @BeforeEach
    void start() throws IOException {
        live = open();
    }

    private LiveSettings open() throws IOException {
        LiveSettings settings =
                new LiveSettings(
                        new PidCatalogue(Catalogue.load(), Path.of("/srv")),
                        Map.of(
                                GATEWAY, Map.of("gateway.queue.max", "50"),
                                WORKSPACE, Map.of("top.k", "40", "llm.model", "m")),
                        new ChangesFolder(folder.resolve("settings")),
                        (pid, values) -> {
                            order.add(pid);
                            published.put(pid, values);
                        });
        settings.publishAll();
        return settings;
    }

    private void file(String pid, String text) {
        live.present(pid, new EtcFolder.Content.Text(text));
    }

    @Test
    void workspacesComeFirst() throws IOException {
        live.change(ALICE, Map.of("top.k", "3"));
        order.clear();
        open();
        assertThat(order).containsExactly(WORKSPACE, ALICE, GATEWAY);
    }

    @Test
    void aFileStandsAboveChangesAndTheseAboveTheStart() {
        live.change(GATEWAY, Map.of("gateway.queue.max", "7"));
        assertThat(published.get(GATEWAY)).containsEntry("gateway.queue.max", "7");
        file(GATEWAY, "{\"gateway.queue.max\": 9, \"gateway.provider.wait\": \"3\"}");
        assertThat(published.get(GATEWAY))
                .containsEntry("gateway.queue.max", "9")
                .containsEntry("gateway.provider.wait", "3");
        assertThat(live.settings(GATEWAY).layers()).containsEntry("gateway.queue.max", Layer.FILE);
        live.gone(GATEWAY);
        assertThat(published.get(GATEWAY)).isEqualTo(Map.of("gateway.queue.max", "7"));
        live.change(GATEWAY, Map.of("gateway.queue.max", ""));
        assertThat(published.get(GATEWAY)).isEqualTo(Map.of("gateway.queue.max", "50"));
        assertThat(live.settings(GATEWAY).layers()).containsEntry("gateway.queue.max", Layer.START);
    }

    @Test
    void whatAFileSetsIsChangedThere() {
        file(GATEWAY, "{\"gateway.queue.max\": 9}");
        assertThatThrownBy(() -> live.change(GATEWAY, Map.of("gateway.queue.max", "8")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("gateway.queue.max")
                .hasMessageContaining("lightrag.gateway.json");
        live.change(GATEWAY, Map.of("gateway.provider.wait", "8"));
        assertThat(published.get(GATEWAY)).containsEntry("gateway.queue.max", "9");
    }

    @Test
    void aFileThatIsWrongAnywhereChangesNothingAndSaysWhy() {
        file(GATEWAY, "{\"gateway.queue.max\": 9}");
        Map<String, String> before = published.get(GATEWAY);
        for (String wrong :
                List.of(
                        "{\"gateway.queue.max\": 8",
                        "{\"gateway.queue.max\": 8} {}",
                        "{\"gateway.queue.max\": 8, \"gateway.queue.max\": 7}",
                        "[8]",
                        "{\"gateway.queue.max\": null}",
                        "{\"gateway.queue.max\": \"many\", \"gateway.provider.wait\": 1}",
                        "{\"gateway.queue.max\": 0}",
                        "{\"gateway.queue.mix\": 8}",
                        "{\"GATEWAY_QUEUE_MAX\": 8}")) {
            file(GATEWAY, wrong);
            assertThat(published.get(GATEWAY)).as(wrong).isEqualTo(before);
            assertThat(live.settings(GATEWAY).refused()).as(wrong).isPresent();
        }
        assertThat(live.settings(GATEWAY).refused().orElseThrow())
                .contains("did you mean gateway.queue.max?");
        file(GATEWAY, "{\"gateway.queue.max\": 8}");
        assertThat(live.settings(GATEWAY).refused()).isEmpty();
    }

    @Test
    void aFileOfAnUnknownConfigurationIsRefused() {
        file("lightrag.gatewya", "{\"gateway.queue.max\": 8}");
        file("lightrag.workspace~../up", "{\"top.k\": 8}");
        assertThat(published.keySet()).containsExactlyInAnyOrder(GATEWAY, WORKSPACE);
        assertThatThrownBy(() -> live.settings("lightrag.gatewya"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aWorkspaceHasItsOwnAndLosesThemWithTheFile() {
        file(ALICE, "{\"llm.model\": \"None\", \"top.k\": 3, \"own.of.an.engine\": \"x\"}");
        assertThat(published.get(ALICE))
                .isEqualTo(Map.of("llm.model", "None", "top.k", "3", "own.of.an.engine", "x"));
        file(ALICE, "{\"embedding.dim\": \"None\"}");
        assertThat(published.get(ALICE)).isEqualTo(Map.of("embedding.dim", ""));
        live.gone(ALICE);
        assertThat(published.get(ALICE)).isEmpty();
    }

    @Test
    void promptsKeepTheirPlaceholders() {
        file(ALICE, "{\"prompt.answer.naive\": [\"Say {\\\"a\\\": 1} of\", \"{content_data}\"]}");
        assertThat(published.get(ALICE))
                .containsEntry("prompt.answer.naive", "Say {\"a\": 1} of\n{content_data}");
        Map<String, String> before = published.get(ALICE);
        file(ALICE, "{\"prompt.answer.naive\": \"Say it\"}");
        assertThat(live.settings(ALICE).refused().orElseThrow())
                .contains("lacks the placeholder {content_data}");
        file(ALICE, "{\"prompt.answer.naive\": \"{content_data} {mood}\"}");
        assertThat(live.settings(ALICE).refused().orElseThrow())
                .contains("unknown placeholders: {mood}");
        assertThat(published.get(ALICE)).isEqualTo(before);
    }

    @Test
    void secretsAreNeverShown() {
        file(WORKSPACE, "{\"llm.binding.api.key\": \"sk-geheim\", \"new.token\": \"t-geheim\"}");
        assertThat(live.settings(WORKSPACE).settings())
                .containsEntry("llm.binding.api.key", "***")
                .containsEntry("new.token", "***");
        assertThat(published.get(WORKSPACE)).containsEntry("llm.binding.api.key", "sk-geheim");
        file(WORKSPACE, "{\"llm.binding.api.key\": sk-geheim}");
        assertThat(live.settings(WORKSPACE).refused().orElseThrow()).doesNotContain("geheim");
    }

    @Test
    void changesOutlastARestartAndAreNobodyElsesBusiness() throws IOException {
        live.change(ALICE, Map.of("llm.binding.api.key", "sk-geheim", "top.k", "3"));
        Path file = folder.resolve("settings/lightrag.workspace~alice.json");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        published.clear();
        live = open();
        assertThat(published.get(ALICE)).containsEntry("top.k", "3");
        live.change(ALICE, Map.of("llm.binding.api.key", "", "top.k", ""));
        assertThat(published.get(ALICE)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void aChangeThatCanNotBeIsRefusedAndChangesNothing() throws IOException {
        Map<String, String> wrong =
                Map.of("gateway.queue.max", "none", "gateway.provider.wait", "1");
        assertThatThrownBy(() -> live.change(GATEWAY, wrong))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("gateway.queue.max");
        assertThat(published.get(GATEWAY)).isEqualTo(Map.of("gateway.queue.max", "50"));
        Files.writeString(folder.resolve("settings"), "no folder");
        assertThatThrownBy(() -> live.change(GATEWAY, Map.of("gateway.queue.max", "5")))
                .isInstanceOf(StorageFailureException.class);
        assertThat(published.get(GATEWAY)).isEqualTo(Map.of("gateway.queue.max", "50"));
    }

    @Test
    void filesAreCheckedWithoutAServer() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("lightrag.gateway.json"), "{\"gateway.queue.max\": 9}");
        assertThat(ConfigurationCheck.checkFiles(folder, print)).isZero();
        Files.writeString(folder.resolve("lightrag.http.json"), "{\"port\": \"here\"}");
        assertThat(ConfigurationCheck.checkFiles(folder, print)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("lightrag.http.json: error: port: \"here\" is no whole number")
                .doesNotContain("gateway");
    }
}
