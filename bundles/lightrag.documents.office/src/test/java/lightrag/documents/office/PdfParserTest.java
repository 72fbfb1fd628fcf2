package lightrag.documents.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import lightrag.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words and lines are the reference's; blank lines are PDFBox's. */
class PdfParserTest {

    private final PdfParser parser = new PdfParser();

    @ParameterizedTest
    @ValueSource(strings = {"paper.pdf", "permissions.pdf"})
    void readsPageByPage(String name) throws IOException {
        String text = parser.parse(name, Samples.bytes(name));

        assertThat(text)
                .isEqualTo(
                        "Ada Brook maps the river Tarn for the Survey Office.\nHer second line.\n"
                                + "The second page names Elias Finch.\n\n");
        assertThat(lines(text)).isEqualTo(lines(Samples.expected(name)));
    }

    @Test
    void encryptedFilesNeedTheirPassword() throws IOException {
        byte[] locked = Samples.bytes("locked.pdf");

        assertThat(lines(read(locked, "river"))).isEqualTo(lines(Samples.expected("locked.pdf")));
        assertThatThrownBy(() -> read(locked, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("set PDF_DECRYPT_PASSWORD");
        assertThatThrownBy(() -> read(locked, "s3cret-guess"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another password")
                .hasMessageNotContaining("s3cret-guess");
    }

    @Test
    void aPasswordIsNotNeededWhereTheFileOpensWithoutOne() throws IOException {
        assertThat(read(Samples.bytes("permissions.pdf"), "river")).contains("Elias Finch");
    }

    @Test
    void damagedFilesAreRefusedWithAReason() throws IOException {
        byte[] whole = Samples.bytes("paper.pdf");

        assertRefused("plain words".getBytes(StandardCharsets.UTF_8));
        assertRefused(new byte[0]);
        assertRefused(Arrays.copyOf(whole, 40));
    }

    @Test
    void aStreamThatHoldsTooMuchIsNotUnpacked() throws IOException {
        byte[] bomb = withContents(200 << 20);
        assertThat(bomb).hasSizeLessThan(300_000);

        assertThatThrownBy(() -> parser.parse("bomb.pdf", bomb))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("unpacks to more than");
    }

    private void assertRefused(byte[] content) {
        assertThatThrownBy(() -> parser.parse("a.pdf", content))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("a.pdf can't be read as PDF");
    }

    private String read(byte[] content, String password) {
        return parser.read("doc-1", "a.pdf", content, Map.of("pdf.decrypt.password", password))
                .text();
    }

    private static String lines(String text) {
        return text.replaceAll("\\s*\n\\s*", "\n").strip();
    }

    /** One page whose contents are so many blanks. */
    private static byte[] withContents(int size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int written = 0; written < size; written += blanks.length) {
                out.write(blanks);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(
                ("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
                                + "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
                                + "3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R>>\nendobj\n"
                                + "4 0 obj\n<</Filter/FlateDecode/Length "
                                + packed.size()
                                + ">>\nstream\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(packed.toByteArray());
        file.writeBytes(
                "\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        return file.toByteArray();
    }
}
