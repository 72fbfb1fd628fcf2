package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The reference's published incidents with names of files: writing and deleting elsewhere. */
class PathTraversalTest {

    private static final String MARK = "The stolen text is about Captain Nemo.";

    private static Path folder;
    private static HouseServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        folder = HouseServer.folder();
        server =
                HouseServer.start(
                        HouseServer.settings(folder)
                                .withUsers(
                                        HouseServer.write(
                                                folder.resolve("users.json"),
                                                HouseServer.users())));
        api = server.api().withKey(HouseServer.KEY_A);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escaped.txt",
                "../../escaped.txt",
                "..\\..\\escaped.txt",
                "../tenant_b/escaped.txt",
                "/tmp/escaped.txt",
                "C:\\escaped.txt",
                "..",
                ".escaped.txt"
            })
    void anUploadWritesNowhereElse(String name) throws IOException {
        Api.Reply reply = api.upload(name, MARK);
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().contains("escaped")))
                    .isEmpty();
        }
        assertThat(Path.of("/tmp/escaped.txt")).doesNotExist();
    }

    /** A name that escapes nothing as it stands is a name, whatever it would be when decoded. */
    @Test
    void anUploadsNameIsNotDecoded() {
        Api.Reply reply = api.upload("%2e%2e%2fdecoded.txt", MARK);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        api.awaitProcessed(reply.json().path("track_id").asString());
        assertThat(folder.resolve("inputs/decoded.txt")).doesNotExist();
    }

    @Test
    void aDeletionWithItsFileDeletesNowhereElse() {
        Path outside = write(folder.resolve("inputs/outside.txt"));
        Path neighbours = write(folder.resolve("inputs/tenant_b/theirs.txt"));
        List<String> sources =
                List.of(
                        "../outside.txt",
                        "../tenant_b/theirs.txt",
                        outside.toString(),
                        "__parsed__/../../outside.txt");
        for (String source : sources) {
            Api.Reply reply =
                    api.post(
                            "/documents/text",
                            Map.of("text", MARK + " " + source, "file_source", source));
            if (reply.status() == 200) {
                api.awaitProcessed(reply.json().path("track_id").asString());
            }
        }
        JsonNode documents = documents();
        api.delete(
                "/documents/delete_document",
                Map.of(
                        "doc_ids",
                        documents.valueStream().map(row -> row.path("id").asString()).toList(),
                        "delete_file",
                        true));
        HouseServer.await(() -> documents().isEmpty());
        api.awaitIdle(); // the job ends after its last row is gone, and refuses uploads until then
        assertThat(outside).exists();
        assertThat(neighbours).exists();
    }

    private static JsonNode documents() {
        return api.post("/documents/paginated", Map.of("page", 1, "page_size", 50))
                .json()
                .path("documents");
    }

    private static Path write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, "precious");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
