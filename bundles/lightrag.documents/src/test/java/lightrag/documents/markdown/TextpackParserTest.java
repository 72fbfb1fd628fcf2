package lightrag.documents.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lightrag.api.InvalidInputException;
import lightrag.spi.text.ParsedDocument;
import org.junit.jupiter.api.Test;

class TextpackParserTest {

    private static final String PNG = "\u0089PNG\r\n\u001a\n one";
    private static final String OTHER_PNG = "\u0089PNG\r\n\u001a\n two";
    private static final String TEXT =
            """
            # Trip

            ![a](assets/sea%20side.png) ![again](assets/sea%20side.png?w=1) ![b](assets/b/sea%20side.png "t")

            ![gone](assets/none.png) ![out](../assets/sea.png) ![no](assets/note.txt)
            """;

    @Test
    void aBundleNamesItsPictures() throws IOException {
        byte[] pack =
                zip(
                        Map.of(
                                "Trip.textbundle/text.markdown",
                                TEXT,
                                "Trip.textbundle/info.json",
                                "{}",
                                "Trip.textbundle/assets/sea side.png",
                                PNG,
                                "Trip.textbundle/assets/b/sea side.png",
                                OTHER_PNG,
                                "Trip.textbundle/assets/note.txt",
                                "no picture",
                                "__MACOSX/Trip.textbundle/._text.md",
                                "nothing"));
        ParsedDocument document = new TextpackParser().read("doc-77", "trip.textpack", pack);
        assertThat(document.text())
                .isEqualTo(
                        """
                        # Trip

                        <drawing id="im-77-0001" format="png" path="trip.blocks.assets/sea side.png" \
                        src="assets/sea%20side.png" /> \
                        <drawing id="im-77-0002" format="png" path="trip.blocks.assets/sea side.png" \
                        src="assets/sea%20side.png?w=1" /> \
                        <drawing id="im-77-0003" format="png" path="trip.blocks.assets/sea side-2.png" \
                        src="assets/b/sea%20side.png" />""");
    }

    @Test
    void aTextAtTheTopIsABundleToo() throws IOException {
        byte[] pack = zip(Map.of("a.md", "# A\n\nx", "deep/b.md", "# B"));
        assertThat(new TextpackParser().read("doc-1", "a.textpack", pack).text())
                .isEqualTo("# A\n\nx");
    }

    @Test
    void whatIsNoBundleIsRefusedWithAReason() throws IOException {
        assertRefused(zip(Map.of("a.txt", "x")), "no Markdown text");
        assertRefused(zip(Map.of("a.md", "x", "b.markdown", "y")), "several Markdown texts: a.md");
        assertRefused(
                zip(Map.of("a.textbundle/a.md", "x", "b.textbundle/a.md", "y")),
                "several bundles: a.textbundle/, b.textbundle/");
        assertRefused("# Not a ZIP".getBytes(StandardCharsets.UTF_8), "no Markdown text");
    }

    private static void assertRefused(byte[] pack, String reason) {
        assertThatThrownBy(() -> new TextpackParser().read("doc-1", "a.textpack", pack))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.textpack")
                .hasMessageContaining(reason);
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(
                        file.getValue()
                                .getBytes(
                                        file.getKey().endsWith(".png")
                                                ? StandardCharsets.ISO_8859_1
                                                : StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
