package lightrag.documents.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lightrag.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against what the reference reads from the same files ({@code make_samples.py}). */
class OfficeParserTest {

    private static final String OFFICE =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    private static final String WORD =
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private final OfficeParser parser = new OfficeParser();

    @ParameterizedTest
    @ValueSource(strings = {"report.docx", "talk.pptx", "made.xlsx", "cached.xlsx"})
    void readsAsTheReferenceDoes(String name) throws IOException {
        assertThat(parser.parse(name, Samples.bytes(name))).isEqualTo(Samples.expected(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.docx", "talk.pptx", "made.xlsx"})
    void damagedFilesAreRefusedWithAReason(String name) throws IOException {
        byte[] whole = Samples.bytes(name);

        assertRefused(name, Arrays.copyOf(whole, whole.length / 2), "is no Office file");
        assertRefused(name, "plain words".getBytes(StandardCharsets.UTF_8), "is no Office file");
        assertRefused(name, new byte[0], "is no Office file");
    }

    @ParameterizedTest
    @CsvSource({
        "a.docx, talk.pptx, is no Word document",
        "a.pptx, made.xlsx, is no presentation",
        "a.xlsx, report.docx, is no workbook"
    })
    void anotherTypeThanTheNameSaysIsRefused(String name, String sample, String reason)
            throws IOException {
        assertRefused(name, Samples.bytes(sample), reason);
    }

    @Test
    void brokenXmlIsRefused() throws IOException {
        assertRefused("a.docx", word("<w:document xmlns:w='" + WORD + "'><w:body>"), "no XML");
        assertRefused("a.docx", word(""), "no XML");
    }

    @Test
    void documentTypesAndEntitiesAreRefused() throws IOException {
        String attack =
                "<!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><w:document xmlns:w='"
                        + WORD
                        + "'><w:body><w:p><w:r><w:t>&f;</w:t></w:r></w:p></w:body></w:document>";

        assertRefused("a.docx", word(attack), "declares a document type");
    }

    @Test
    void whatUnpacksToTooMuchIsRefusedBeforeItIsUnpacked() throws IOException {
        String blank = " ".repeat(40 << 20);
        byte[] bomb = word("<w:document xmlns:w='" + WORD + "'>" + blank + "</w:document>");
        assertThat(bomb).hasSizeLessThan(100_000);

        assertRefused("bomb.docx", bomb, "DOCX_MAX_COMPRESSION_RATIO");
        assertThatThrownBy(
                        () ->
                                parser.read(
                                        "doc-1",
                                        "bomb.docx",
                                        bomb,
                                        Map.of(
                                                "docx.max.compression.ratio", "0",
                                                "docx.max.uncompressed.bytes", "1000000")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("DOCX_MAX_UNCOMPRESSED_BYTES");
        assertThat(
                        parser.read(
                                        "doc-1",
                                        "bomb.docx",
                                        bomb,
                                        Map.of("docx.max.compression.ratio", "0"))
                                .text())
                .isEmpty();
    }

    @Test
    void tooManyMembersAreRefused() throws IOException {
        byte[] report = Samples.bytes("report.docx");

        assertThatThrownBy(
                        () ->
                                parser.read(
                                        "doc-1",
                                        "report.docx",
                                        report,
                                        Map.of("docx.max.entries", "3")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("DOCX_MAX_ENTRIES");
    }

    @Test
    void aSpanCannotAskForMoreTextThanADocumentMayHave() throws IOException {
        String wide =
                "<w:tc><w:tcPr><w:gridSpan w:val='%d'/></w:tcPr><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>";
        String row = "<w:tr>" + wide.formatted(1000, "x".repeat(2000)) + "</w:tr>";
        String table =
                "<w:document xmlns:w='"
                        + WORD
                        + "'><w:body><w:tbl>%s</w:tbl></w:body></w:document>";

        assertRefused("a.docx", word(table.formatted(row.repeat(50))), "characters of text");
        assertRefused(
                "a.docx",
                word(table.formatted("<w:tr>" + wide.formatted(1_000_000_000, "x") + "</w:tr>")),
                "columns");
    }

    private void assertRefused(String name, byte[] content, String reason) {
        assertThatThrownBy(() -> parser.parse(name, content))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(name)
                .hasMessageContaining(reason);
    }

    private static byte[] word(String document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(
                    zip,
                    "_rels/.rels",
                    "<Relationships><Relationship Id='r1' Type='"
                            + OFFICE
                            + "' Target='word/document.xml'/></Relationships>");
            add(zip, "word/document.xml", document);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
