package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadTest {
    private final FakeLightRag rag = new FakeLightRag();
    private final TestServer server =
            new TestServer(rag, Map.of("max_upload_size", 1000L, "max_texts_per_request", 2));

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> upload(String disposition, String content) throws Exception {
        return server.send(
                server.request("/documents/upload")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n--b\r\n"
                                                + "Content-Disposition: form-data; "
                                                + disposition
                                                + "\r\n\r\n"
                                                + content
                                                + "\r\n--b--\r\n")));
    }

    @Test
    void storesTheFilePart() throws Exception {
        assertThat(upload("name=\"file\"; filename=\"größe.txt\"", "abc").statusCode())
                .isEqualTo(200);
        assertThat(rag.uploaded).contains("größe.txt");
    }

    @Test
    void missesAFile() throws Exception {
        String missing =
                "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"file\"],\"msg\":\"Field required\",\"input\":null}]}";
        assertThat(upload("name=\"other\"; filename=\"x\"", "abc").body()).isEqualTo(missing);
        assertThat(server.post("/documents/upload", "{}").body()).isEqualTo(missing);
        assertThat(
                        server.send(
                                        server.request("/documents/upload")
                                                .POST(HttpRequest.BodyPublishers.noBody()))
                                .body())
                .isEqualTo(missing);
        assertThat(upload("name=\"file\"", "abc").body())
                .contains("value_error", "\"input\":\"abc\"");
    }

    @Test
    void refusesLargeFilesWhileReading() throws Exception {
        assertThat(upload("name=\"file\"; filename=\"full.txt\"", "x".repeat(1000)).statusCode())
                .isEqualTo(200);
        HttpResponse<String> response =
                upload("name=\"file\"; filename=\"over.txt\"", "x".repeat(1001));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(rag.uploaded).doesNotContain("over.txt");
    }

    @Test
    void textsNeedSources() throws Exception {
        assertThat(server.post("/documents/text", Map.of("text", "abc")).statusCode())
                .isEqualTo(400);
        assertThat(
                        server.post("/documents/text", Map.of("text", "abc", "file_source", " "))
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        server.post("/documents/text", Map.of("text", "abc", "file_source", "a\nb"))
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        server.post(
                                        "/documents/texts",
                                        Map.of(
                                                "texts",
                                                List.of("a", "b"),
                                                "file_sources",
                                                List.of("x")))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void textsAreTrimmedAndLimited() throws Exception {
        rag.inserted.clear();
        Map<String, Object> two =
                Map.of("texts", List.of(" a ", "b"), "file_sources", List.of("x", "y"));
        assertThat(server.post("/documents/texts", two).statusCode()).isEqualTo(200);
        assertThat(rag.inserted)
                .extracting("text", "source")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "x"),
                        org.assertj.core.groups.Tuple.tuple("b", "y"));
        Map<String, Object> three =
                Map.of("texts", List.of("a", "b", "c"), "file_sources", List.of("x", "y", "z"));
        assertThat(server.post("/documents/texts", three).statusCode()).isEqualTo(413);
    }

    @Test
    void deletionNamesEachDocumentOnce() throws Exception {
        assertThat(
                        server.json(
                                        "DELETE",
                                        "/documents/delete_document",
                                        Map.of("doc_ids", List.of("a", " a")))
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        server.json(
                                        "DELETE",
                                        "/documents/delete_document",
                                        Map.of("doc_ids", List.of()))
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        server.json(
                                        "DELETE",
                                        "/documents/delete_document",
                                        Map.of("doc_ids", List.of("a", " b ")))
                                .body())
                .contains("\"doc_id\":\"a, b\"");
    }

    @Test
    void otherContentIsTakenForText() throws Exception {
        HttpResponse<String> response =
                server.send(
                        server.request("/documents/text")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("hello")));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body())
                .contains(
                        "\"type\":\"model_attributes_type\",\"loc\":[\"body\"]",
                        "\"input\":\"hello\"");
    }
}
