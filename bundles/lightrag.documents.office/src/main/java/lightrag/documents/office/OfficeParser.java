package lightrag.documents.office;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lightrag.documents.office.ooxml.OfficePackage;
import lightrag.documents.office.ooxml.ZipBudget;
import lightrag.documents.office.sheet.WorkbookText;
import lightrag.documents.office.slides.SlideText;
import lightrag.documents.office.word.WordText;
import lightrag.spi.text.DocumentParser;
import lightrag.spi.text.ParsedDocument;
import org.osgi.service.component.annotations.Component;

/**
 * Word documents, presentations and workbooks. Macros, links and embedded files are not touched.
 */
@Component
public final class OfficeParser implements DocumentParser {

    private static final Set<String> SUFFIXES = Set.of(".docx", ".pptx", ".xlsx");

    @Override
    public Set<String> suffixes() {
        return SUFFIXES;
    }

    @Override
    public String parse(String fileName, byte[] content) {
        return text(fileName, content, ZipBudget.DEFAULT);
    }

    @Override
    public ParsedDocument read(
            String documentId, String name, byte[] content, Map<String, String> settings) {
        return ParsedDocument.ofText(text(name, content, ZipBudget.of(settings)));
    }

    private static String text(String name, byte[] content, ZipBudget budget) {
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Reading.of(name, suffix, () -> read(suffix, content, budget));
    }

    private static String read(String suffix, byte[] content, ZipBudget budget) throws IOException {
        try (OfficePackage file = OfficePackage.open(content, budget)) {
            TextBudget text = new TextBudget();
            return switch (suffix) {
                case "docx" -> WordText.of(file, text);
                case "pptx" -> SlideText.of(file, text);
                case "xlsx" -> WorkbookText.of(file, text);
                default -> throw new UnreadableException("is no Office file by its name.");
            };
        }
    }
}
