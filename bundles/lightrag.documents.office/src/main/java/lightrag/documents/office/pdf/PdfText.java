package lightrag.documents.office.pdf;

import java.io.IOException;
import lightrag.documents.office.TextBudget;
import lightrag.documents.office.UnreadableException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/** The text of a PDF file, page by page, each page ended by a line feed. */
public final class PdfText {

    private PdfText() {}

    /**
     * Fonts that a file does not bring along are replaced by one that comes with the library; by
     * default it would look through those of the machine, and keep a list of them in the home
     * folder.
     */
    public static void useOwnFontsOnly() {
        FontMappers.set(OwnFont.load());
    }

    /**
     * @param password for files that don't open without one; may be empty
     */
    public static String of(byte[] content, String password, TextBudget budget) throws IOException {
        try (PDDocument document = open(content, password)) {
            StreamSizes.check(document.getDocument());
            StringBuilder text = new StringBuilder();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                PageText stripper = new PageText(page, budget);
                text.append(stripper.getText(document).stripTrailing()).append('\n');
            }
            return text.toString();
        }
    }

    private static PDDocument open(byte[] content, String password) throws IOException {
        try {
            return Loader.loadPDF(content);
        } catch (InvalidPasswordException e) {
            return openWith(content, password);
        } catch (NoClassDefFoundError e) {
            throw new UnreadableException(
                    "is encrypted for the owner of a certificate; save it without encryption and"
                            + " send it again.");
        }
    }

    private static PDDocument openWith(byte[] content, String password) throws IOException {
        if (password.isEmpty()) {
            throw new UnreadableException(
                    "is encrypted; set PDF_DECRYPT_PASSWORD and retry, or save it without a"
                            + " password and send it again.");
        }
        try {
            return Loader.loadPDF(content, password);
        } catch (InvalidPasswordException e) {
            throw new UnreadableException(
                    "is encrypted with another password than that of PDF_DECRYPT_PASSWORD.");
        }
    }
}
