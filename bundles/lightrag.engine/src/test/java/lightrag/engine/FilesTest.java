package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import lightrag.api.ConflictException;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.InvalidInputException;
import lightrag.api.ScanStart;
import lightrag.api.ScanStatus;
import lightrag.api.TrackId;
import lightrag.api.Upload;
import lightrag.engine.text.Hashing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads and scans (section 5.3 of the API contract, rules LC-72 and LC-73). */
class FilesTest {

    private static final Map<String, String> NO_GLEANING = Map.of("max.gleaning", "0");

    @TempDir Path directory;

    @Test
    void anUploadIsStoredForItsOwnerOnlyReadAndArchived() throws IOException {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.models.script =
                    request -> {
                        assertMode(w.inputs);
                        return ScriptedModels.echo(request);
                    };
            TrackId track = w.upload("n.[-R].md", entityLine("Alice", "Person", "d"));
            w.awaitIdle();
            DocumentRecord document = w.engine.track(track).getFirst();
            assertThat(document.status()).as("%s", document.error()).isEqualTo(DocStatus.PROCESSED);
            assertThat(document.id()).isEqualTo(Hashing.id("doc-", "n.md"));
            assertThat(document.filePath()).isEqualTo("n.md");
            assertThat(document.metadata())
                    .containsEntry("source_file", "n.[-R].md")
                    .containsEntry("chunk_method", "recursive_character")
                    .containsKey("parse_end_time");
            assertThat(document.contentLength()).isPositive();
            assertThat(w.inputs.resolve("__parsed__/n.[-R].md")).exists();
            assertThat(w.inputs.resolve("n.[-R].md")).doesNotExist();
            assertThat(w.engine.labels()).containsExactly("Alice");
        }
    }

    private static void assertMode(Path inputs) {
        try {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            inputs.resolve("__parsed__/n.[-R].md"))))
                    .isEqualTo("rw-------");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " a.txt",
                "a.txt ",
                "../a.txt",
                "a/b.txt",
                "a\\b.txt",
                "c:a.txt",
                "..",
                ".hidden.txt",
                "a\u0000.txt",
                "a.exe",
                "noSuffix",
                "a.[foo].txt",
                "a.[].txt",
                "a.[-RF].txt",
                "a.[-R(chunk_ts=9,chunk_ol=9)].txt",
                "a.[-R(chunk_ts=99)].txt",
                "a.[-C].txt",
                "a.[mineru].txt",
                "a.[native].txt"
            })
    void unsafeNamesAreRefused(String name) {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            assertThatThrownBy(() -> w.upload(name, "text"))
                    .isInstanceOf(InvalidInputException.class);
            assertThat(w.inputs).doesNotExist();
        }
    }

    @Test
    void takenNamesAreRefusedAndABrokenUploadLeavesNothing() throws IOException {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.upload("a.txt", "text one");
            w.awaitIdle();
            assertThatThrownBy(() -> w.upload("a.[-R].txt", "other"))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("already contains")
                    .hasMessageContaining("(Status: processed)");
            Files.writeString(w.inputs.resolve("b.txt"), "lies there");
            assertThatThrownBy(() -> w.upload("b.txt", "other"))
                    .isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> w.engine.upload(new Upload("c.txt", new BrokenStream())))
                    .hasMessageContaining("client gone");
            try (var files = Files.list(w.inputs)) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("__parsed__", "b.txt");
            }
        }
    }

    private static final class BrokenStream extends InputStream {
        private int left = 10;

        @Override
        public int read() {
            if (left-- == 0) {
                throw new IllegalStateException("client gone");
            }
            return 'x';
        }
    }

    @Test
    void anEmptyFileFailsWithAReason() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            TrackId track = w.upload("empty.txt", "");
            w.awaitIdle();
            DocumentRecord document = w.engine.track(track).getFirst();
            assertThat(document.status()).isEqualTo(DocStatus.FAILED);
            assertThat(document.contentSummary()).startsWith("[File Extraction]");
            assertThat(document.metadata())
                    .containsEntry("error_type", "file_extraction_error")
                    .containsEntry("error_stage", "parse");
        }
    }

    @Test
    void theSameContentInAnotherFileIsFoundOutAfterParsing() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.upload("a.txt", "same text");
            w.awaitIdle();
            TrackId track = w.upload("b.txt", "same text");
            w.awaitIdle();
            DocumentRecord second = w.engine.track(track).getFirst();
            assertThat(second.status()).isEqualTo(DocStatus.FAILED);
            assertThat(second.contentSummary()).startsWith("[DUPLICATE:content_hash]");
            assertThat(second.metadata())
                    .containsEntry("original_doc_id", Hashing.id("doc-", "a.txt"));
        }
    }

    @Test
    void aScanTakesWhatIsNewAndTidiesUpWhatIsNot() throws IOException {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.upload("done.txt", "done already");
            w.awaitIdle();
            Files.writeString(w.inputs.resolve("done.txt"), "again");
            Files.writeString(w.inputs.resolve("new.txt"), "brand new");
            Files.writeString(w.inputs.resolve("UPPER.TXT"), "left alone");
            Files.writeString(w.inputs.resolve("bad.[foo].txt"), "broken hint");
            ScanStart start = w.engine.scan();
            assertThat(start.started()).isTrue();
            Workspace.await(
                    () ->
                            !w.engine
                                    .scanStatus(start.trackId())
                                    .orElseThrow()
                                    .status()
                                    .equals("running"));
            w.awaitIdle();
            ScanStatus status = w.engine.scanStatus(start.trackId()).orElseThrow();
            assertThat(status.status()).isEqualTo("completed");
            assertThat(status.counts())
                    .containsEntry("claimed_new", 2)
                    .containsEntry("processed", 1)
                    .containsEntry("discovered", 3);
            assertThat(w.engine.track(start.trackId()))
                    .extracting(DocumentRecord::filePath, DocumentRecord::status)
                    .containsExactlyInAnyOrder(
                            tuple("new.txt", DocStatus.PROCESSED),
                            tuple("bad.[foo].txt", DocStatus.FAILED));
            assertThat(w.engine.statusCounts().of(DocStatus.PROCESSED)).isEqualTo(2);
            assertThat(w.inputs.resolve("__parsed__/done_001.txt")).exists();
            assertThat(w.inputs.resolve("UPPER.TXT")).exists();
        }
    }

    @Test
    void aScanRetriesFailedDocuments() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            w.models.embeddingFails = true;
            DocumentRecord failed = w.ingest("a.txt", "text");
            w.models.embeddingFails = false;
            ScanStart start = w.engine.scan();
            Workspace.await(
                    () ->
                            !w.engine
                                    .scanStatus(start.trackId())
                                    .orElseThrow()
                                    .status()
                                    .equals("running"));
            w.awaitIdle();
            assertThat(w.document(failed.id()).status()).isEqualTo(DocStatus.PROCESSED);
        }
    }

    @Test
    void aHintsParametersDecideHowTheFileIsCut() {
        try (Workspace w =
                new Workspace(
                        directory,
                        Map.of(
                                "max.gleaning", "0",
                                "lightrag.parser", "md:legacy-R(chunk_ts=60,chunk_ol=4)"))) {
            String text = "one two three four five six seven eight nine ten ".repeat(12);
            w.models.script = request -> "<|COMPLETE|>";
            w.upload("hint.[-!F(chunk_ts=40,chunk_ol=10)].txt", text);
            w.upload("both.[-R(chunk_ts=30)].md", text + "2");
            w.upload("rule.md", text + "3");
            w.upload("none.txt", text + "4");
            w.awaitIdle();
            assertCut(w, "hint.txt", "!F", "size=40, split_only=False, overlap=10");
            assertCut(w, "both.md", "R", "size=30");
            assertCut(w, "rule.md", "R", "size=60");
            assertCut(w, "none.txt", "F", "size=1200, split_only=False, overlap=100");
            assertThat(w.models.asked).as("! asks for no graph").isNotEmpty();
            assertThat(w.document(Hashing.id("doc-", "both.md")).metadata().get("chunk_opts"))
                    .as("the rule's overlap stays")
                    .asString()
                    .contains("overlap=4");
            assertThat(w.document(Hashing.id("doc-", "hint.txt")).chunkIds()).hasSize(4);
        }
    }

    private static void assertCut(Workspace w, String name, String options, String shown) {
        DocumentRecord document = w.document(Hashing.id("doc-", name));
        assertThat(document.status()).as("%s", document.error()).isEqualTo(DocStatus.PROCESSED);
        assertThat(document.metadata()).containsEntry("process_options", options);
        assertThat(document.metadata().get("chunk_opts")).asString().startsWith(shown);
    }

    @Test
    void aScanTellsOfNamesItCannotFollowAndGoesOn() throws IOException {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            Files.createDirectories(w.inputs);
            Files.writeString(w.inputs.resolve("bad.[-RF].txt"), "text");
            Files.writeString(w.inputs.resolve("tight.[-F(chunk_ts=50)].txt"), "other text");
            Files.writeString(w.inputs.resolve("good.txt"), entityLine("Alice", "Person", "d"));
            ScanStart scan = w.engine.scan();
            w.awaitIdle();
            assertThat(w.engine.track(scan.trackId()))
                    .extracting(DocumentRecord::filePath, DocumentRecord::status)
                    .containsExactlyInAnyOrder(
                            tuple("bad.[-RF].txt", DocStatus.FAILED),
                            tuple("tight.txt", DocStatus.FAILED),
                            tuple("good.txt", DocStatus.PROCESSED));
            String summary = "[File Extraction]Filename hint error";
            DocumentRecord bad = w.document(Hashing.id("error-", "bad.[-RF].txt-" + summary));
            assertThat(bad.contentSummary()).isEqualTo(summary);
            assertThat(bad.contentLength()).isEqualTo(4);
            assertThat(bad.error().orElseThrow()).contains("several chunking strategies");
            assertThat(w.inputs.resolve("bad.[-RF].txt")).as("left where it is").exists();
        }
    }

    @Test
    void aTextsNameDoesNotDecideHowItIsCut() {
        try (Workspace w = new Workspace(directory, NO_GLEANING)) {
            DocumentRecord document = w.ingest("n.[-R].md", entityLine("Alice", "Person", "d"));
            assertThat(document.filePath()).isEqualTo("n.md");
            assertThat(document.metadata()).containsEntry("chunk_method", "fixed_token");
        }
    }
}
