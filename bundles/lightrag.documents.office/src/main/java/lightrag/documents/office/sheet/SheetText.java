package lightrag.documents.office.sheet;

import static lightrag.documents.office.ooxml.Vocabulary.SHEET;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightrag.documents.office.TextBudget;
import lightrag.documents.office.UnreadableException;
import lightrag.documents.office.ooxml.OfficePackage;
import lightrag.documents.office.ooxml.XmlPart;

/** The rows of a sheet, one after the other: only one is in memory as cells. */
final class SheetText {

    private final XmlPart xml;
    private final Book book;
    private final SheetLayout layout;
    private final TextBudget budget;
    private final List<String> lines;
    private final Map<String, String> sharedFormulas = new HashMap<>();
    private final List<Area> mergedHere = new ArrayList<>();
    private final String[] cells;
    private int row = 1;
    private int nextMerged;

    private SheetText(
            XmlPart xml, Book book, SheetLayout layout, TextBudget budget, List<String> lines) {
        this.xml = xml;
        this.book = book;
        this.layout = layout;
        this.budget = budget;
        this.lines = lines;
        this.cells = new String[layout.columns()];
        Arrays.fill(cells, "");
    }

    static void add(
            OfficePackage file, Book book, Book.Sheet sheet, TextBudget budget, List<String> lines)
            throws IOException {
        SheetLayout layout = SheetLayout.read(file, sheet.part());
        try (XmlPart xml = file.part(sheet.part())) {
            SheetText text = new SheetText(xml, book, layout, budget, lines);
            xml.root();
            xml.children(
                    () -> {
                        if (xml.is(SHEET, "sheetData")) {
                            new Cells(xml).each(text::cell);
                        }
                    });
            text.endRows(layout.rows() + 1);
        }
    }

    private void cell(Area place) throws IOException {
        if (place.top() < row) {
            throw new UnreadableException("has rows that are out of order; it is damaged.");
        }
        endRows(place.top());
        cells[place.left() - 1] = value(place);
    }

    /** Writes what comes before this row. */
    private void endRows(int next) throws IOException {
        for (; row < next; row++) {
            String line = line();
            budget.take(line.length() + 1L);
            lines.add(line);
        }
    }

    private String line() {
        moveMerged();
        StringBuilder line = new StringBuilder();
        boolean blank = true;
        for (int column = 1; column <= cells.length; column++) {
            String text = isCovered(column) ? "" : shown(column);
            blank &= text.isEmpty();
            line.append(column == 1 ? "" : "\t").append(text);
        }
        Arrays.fill(cells, "");
        return blank ? "" : line.toString();
    }

    private String shown(int column) {
        String text = cells[column - 1];
        return text.isEmpty() ? escaped(layout.link(row, column)) : text;
    }

    /** Merged cells come by their first row. */
    private void moveMerged() {
        mergedHere.removeIf(area -> area.bottom() < row);
        List<Area> merged = layout.merged();
        while (nextMerged < merged.size() && merged.get(nextMerged).top() <= row) {
            mergedHere.add(merged.get(nextMerged++));
        }
    }

    /** Whether this cell of the row belongs to one that begins elsewhere. */
    private boolean isCovered(int column) {
        for (Area area : mergedHere) {
            if (column >= area.left()
                    && column <= area.right()
                    && (column != area.left() || row != area.top())) {
                return true;
            }
        }
        return false;
    }

    /** What is shown, else a link's target, else the formula. */
    private String value(Area place) throws IOException {
        String type = xml.attribute("t", "n");
        int style = Integer.parseInt(xml.attribute("s", "0").strip());
        String[] found = {"", "", ""};
        xml.children(
                () -> {
                    if (xml.is(SHEET, "v")) {
                        found[0] = xml.text();
                    } else if (xml.is(SHEET, "is")) {
                        found[1] = Book.richText(xml);
                    } else if (xml.is(SHEET, "f")) {
                        found[2] = formula();
                    }
                });
        String shown =
                type.equals("inlineStr")
                        ? found[1]
                        : found[0].isEmpty() ? "" : typed(type, style, found[0]);
        if (!shown.isEmpty()) {
            return escaped(shown);
        }
        String link = layout.link(place.top(), place.left());
        return escaped(link.isEmpty() ? found[2] : link);
    }

    private String typed(String type, int style, String value) {
        return switch (type) {
            case "n" ->
                    switch (book.styles().kind(style)) {
                        case NUMBER -> PythonValue.number(value);
                        case DATE -> PythonValue.date(value, book.from1904());
                        case DURATION -> PythonValue.duration(value);
                    };
            case "s" -> book.strings().get(Integer.parseInt(value.strip()));
            case "b" -> Integer.parseInt(value.strip()) == 0 ? "False" : "True";
            case "d" -> PythonValue.isoDate(value);
            default -> value;
        };
    }

    /** Of a formula that several cells share only the first one has the text. */
    private String formula() throws IOException {
        boolean shared = xml.attribute("t").equals("shared");
        String id = xml.attribute("si");
        String own = "=" + xml.text();
        if (!shared) {
            return own;
        }
        String first = sharedFormulas.putIfAbsent(id, own);
        return first == null ? own : first;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\r\n", "\\n")
                .replace("\r", "\\n")
                .replace("\n", "\\n");
    }
}
