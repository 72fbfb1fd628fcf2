package lightrag.documents.office;

import java.util.Map;
import java.util.Set;
import lightrag.documents.office.pdf.PdfText;
import lightrag.spi.text.DocumentParser;
import lightrag.spi.text.ParsedDocument;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** PDF files: the text of their pages. Scripts, links and attached files are not touched. */
@Component
public final class PdfParser implements DocumentParser {

    @Activate
    public PdfParser() {
        PdfText.useOwnFontsOnly();
    }

    @Override
    public Set<String> suffixes() {
        return Set.of(".pdf");
    }

    @Override
    public String parse(String fileName, byte[] content) {
        return text(fileName, content, "");
    }

    @Override
    public ParsedDocument read(
            String documentId, String name, byte[] content, Map<String, String> settings) {
        String password = settings.getOrDefault("pdf.decrypt.password", "");
        return ParsedDocument.ofText(text(name, content, password));
    }

    private static String text(String name, byte[] content, String password) {
        return Reading.of(name, "PDF", () -> PdfText.of(content, password, new TextBudget()));
    }
}
