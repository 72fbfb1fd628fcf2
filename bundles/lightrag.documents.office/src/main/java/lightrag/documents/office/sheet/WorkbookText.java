package lightrag.documents.office.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lightrag.documents.office.TextBudget;
import lightrag.documents.office.ooxml.OfficePackage;

/** All worksheets: a line with the title, then a line of tab-separated cells for each row. */
public final class WorkbookText {

    private static final String SEPARATOR = "=".repeat(20);

    private WorkbookText() {}

    /** The text of a workbook. */
    public static String of(OfficePackage file, TextBudget budget) throws IOException {
        Book book = Book.read(file, budget);
        List<String> lines = new ArrayList<>();
        for (Book.Sheet sheet : book.sheets()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            String title = sheet.title().replaceAll("[\n\t\r]", " ");
            lines.add(SEPARATOR + " Sheet: " + title + " " + SEPARATOR);
            SheetText.add(file, book, sheet, budget, lines);
        }
        lines.add(SEPARATOR);
        return String.join("\n", lines);
    }
}
