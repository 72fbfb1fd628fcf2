package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lightrag.testkit.felix.ServerProcess;
import lightrag.testkit.felix.ServerProcess.Outcome;
import lightrag.testkit.felix.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a workspace, and the same data through the doors. */
class MaintenanceTest {

    private static final String TEXT =
            "Surveyor Quill visited Millford on a Monday. The mill of Millford belongs to Surveyor Quill. ";

    @TempDir Path folder;

    @Test
    void aStoppedServersWorkspaceIsCheckedAndExported() throws IOException {
        ServerSettings settings = HouseServer.settings(folder);
        try (ServerProcess server = ServerProcess.start(settings)) {
            Api api = new Api(server.url().toString());
            api.insert("mill.txt", TEXT.repeat(4));
            assertThat(api.post("/documents/custom_kg", graph()).status()).isEqualTo(200);
            Api.Reply exported = api.get("/graphs/export?format=jsonl");
            assertThat(exported.status()).isEqualTo(200);
            assertThat(exported.response().headers().firstValue("Content-Type"))
                    .hasValue("application/x-ndjson");
            assertThat(exported.body()).contains("\"entity_id\":\"Hall\"");
            assertThat(api.get("/graphs/export?format=doc").status()).isEqualTo(422);
            Outcome busy = ServerProcess.run(settings, "verify", "--workspace", "default");
            assertThat(busy.code()).isEqualTo(1);
            assertThat(busy.output()).contains("process " + server.process().pid());
        }
        Outcome verified = ServerProcess.run(settings, "verify", "--workspace", "default");
        assertThat(verified.output()).contains("The stores agree.");
        assertThat(verified.code()).isZero();
        Path file = folder.resolve("graph.graphml");
        Outcome written =
                ServerProcess.run(settings, "export", file.toString(), "--workspace", "default");
        assertThat(written.code()).as(written.output()).isZero();
        assertThat(Files.readString(file)).contains("<node id=\"Hall\">");
        Outcome unknown = ServerProcess.run(settings, "verify", "--workspace", "nobodys");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.output()).contains("no workspace nobodys");
        assertThat(folder.resolve("rag_storage/nobodys")).doesNotExist();
    }

    @Test
    void aFolderThatIsNoneIsRefused() throws IOException {
        ServerSettings settings = HouseServer.settings(folder);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Outcome refused =
                ServerProcess.run(settings, "import", empty.toString(), "--workspace", "taken");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("no storage folder");
    }

    private static Map<String, Object> graph() {
        return Map.of(
                "chunks",
                List.of(Map.of("content", "The hall stands in Millford.", "source_id", "s1")),
                "entities",
                List.of(
                        Map.of(
                                "entity_name",
                                "Hall",
                                "entity_type",
                                "building",
                                "description",
                                "A hall.",
                                "source_id",
                                "s1")),
                "relationships",
                List.of(
                        Map.of(
                                "src_id",
                                "Hall",
                                "tgt_id",
                                "Millford",
                                "description",
                                "stands in",
                                "keywords",
                                "place",
                                "source_id",
                                "s1")));
    }
}
