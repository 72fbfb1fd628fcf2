package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import lightrag.testkit.felix.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** PDF and Office files on a real server: read, asked about, refused with a reason. */
class OfficeFilesTest {

    private static HouseServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = HouseServer.withUsers();
        api = server.api().withKey(HouseServer.KEY_A);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatTheyHoldIsFoundByAQuestion() throws Exception {
        for (String file :
                new String[] {"report.[native-P].docx", "paper.pdf", "talk.pptx", "made.xlsx"}) {
            Api.Reply reply = api.upload(file, "application/octet-stream", sample(plain(file)));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            api.awaitProcessed(reply.json().path("track_id").asString());
        }
        assertThat(chunks("Who maps the river Tarn?"))
                .contains("report.docx", "After a break\\tand a tab.");
        assertThat(chunks("Whom does the second page name?"))
                .contains("paper.pdf", "The second page names Elias Finch.");
    }

    @Test
    void whatCannotBeReadFailsAsADocumentAndTheNextGoesOn() throws Exception {
        assertThat(failure("torn.docx", java.util.Arrays.copyOf(sample("report.docx"), 5000)))
                .contains("torn.docx is no Office file");
        assertThat(failure("locked.pdf", sample("locked.pdf"))).contains("PDF_DECRYPT_PASSWORD");
        api.insert("after.txt", "Odo opens the house.");
    }

    @Test
    void withoutTheFeatureTheTypesAreNotSupported() throws Exception {
        Api admin = server.api().withKey(HouseServer.KEY_ADMIN);
        HouseServer.await(() -> admin.get("/admin/bundles/deployments").status() == 200);
        assertThat(types()).contains(".docx", ".pdf", ".pptx", ".xlsx");

        assertThat(admin.delete("/admin/features/documents-office", Map.of()).status())
                .isEqualTo(200);
        try {
            assertThat(types()).doesNotContain(".pptx", ".xlsx").contains(".txt");
            Api.Reply refused =
                    api.upload("late.xlsx", "application/octet-stream", sample("made.xlsx"));
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).containsIgnoringCase("unsupported");
        } finally {
            assertThat(admin.post("/admin/features/documents-office", Map.of()).status())
                    .isEqualTo(200);
        }
        Await.until(
                java.time.Duration.ofSeconds(30),
                "the types are back",
                () -> types().contains(".xlsx"));
    }

    private static String types() {
        return api.get("/documents/supported_file_types")
                .json()
                .path("supported_extensions")
                .toString();
    }

    private static String chunks(String question) {
        Api.Reply reply =
                api.post(
                        "/query",
                        Map.of("query", question, "mode", "naive", "only_need_context", true));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().path("response").asString();
    }

    private static String failure(String name, byte[] content) throws Exception {
        Api.Reply reply = api.upload(name, "application/octet-stream", content);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        String track = "/documents/track_status/" + reply.json().path("track_id").asString();
        Await.until(
                java.time.Duration.ofMinutes(1),
                name + " failed",
                () -> document(track).path("status").asString().equals("failed"));
        return document(track).path("error_msg").asString();
    }

    private static JsonNode document(String track) {
        return api.get(track).json().path("documents").path(0);
    }

    private static String plain(String file) {
        return file.replaceAll("\\.\\[.*]", "");
    }

    private static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(
                Repository.root()
                        .resolve("bundles/lightrag.documents.office/src/test/resources")
                        .resolve("lightrag/documents/office")
                        .resolve(name));
    }
}
