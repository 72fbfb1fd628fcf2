package lightrag.documents.office.word;

import static lightrag.documents.office.ooxml.Vocabulary.WORD;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.documents.office.UnreadableException;
import lightrag.documents.office.ooxml.XmlPart;

/**
 * The rows of a table. A cell over several columns stands in each of them, one over several rows in
 * each of those; rows without text are left out.
 */
final class TableText {

    /** Word itself ends at 63 columns. */
    private static final int MOST_COLUMNS = 1024;

    private final XmlPart xml;
    private final Lines lines;
    private List<Cell> above = List.of();

    TableText(XmlPart xml, Lines lines) {
        this.xml = xml;
        this.lines = lines;
    }

    /** Takes the lines of the table. */
    @FunctionalInterface
    interface Lines {
        void add(String line) throws IOException;
    }

    /**
     * A cell in its row.
     *
     * @param column its first one
     * @param span columns in which its text stands
     */
    private record Cell(int column, int width, int span, String text) {}

    void read() throws IOException {
        xml.children(
                () -> {
                    if (xml.is(WORD, "tr")) {
                        row();
                    }
                });
    }

    private void row() throws IOException {
        List<Cell> row = new ArrayList<>();
        int[] column = {0};
        xml.children(
                () -> {
                    if (xml.is(WORD, "trPr")) {
                        column[0] += skippedColumns();
                    } else if (xml.is(WORD, "tc")) {
                        Cell cell = cell(column[0]);
                        column[0] += cell.width();
                        row.add(cell);
                    }
                });
        above = row;
        List<String> texts = new ArrayList<>();
        for (Cell cell : row) {
            for (int i = 0; i < cell.span(); i++) {
                texts.add(cell.text());
            }
        }
        if (texts.stream().anyMatch(text -> !text.isEmpty())) {
            lines.add(String.join("\t", texts));
        }
    }

    private int skippedColumns() throws IOException {
        int[] skipped = {0};
        xml.children(
                () -> {
                    if (xml.is(WORD, "gridBefore")) {
                        skipped[0] = columns();
                    }
                });
        return skipped[0];
    }

    private Cell cell(int column) throws IOException {
        int[] width = {1};
        boolean[] continued = {false};
        List<String> paragraphs = new ArrayList<>();
        xml.children(
                () -> {
                    if (xml.is(WORD, "tcPr")) {
                        xml.children(
                                () -> {
                                    if (xml.is(WORD, "gridSpan")) {
                                        width[0] = columns();
                                    } else if (xml.is(WORD, "vMerge")) {
                                        continued[0] = !xml.attribute("val").equals("restart");
                                    }
                                });
                    } else if (xml.is(WORD, "p")) {
                        paragraphs.add(Runs.paragraph(xml));
                    }
                });
        Cell own = new Cell(column, width[0], width[0], escaped(String.join("\n", paragraphs)));
        return continued[0] ? begun(own).orElse(own) : own;
    }

    /** The cell above that goes on here, in the width it began with. */
    private Optional<Cell> begun(Cell own) {
        return above.stream()
                .filter(cell -> cell.column() == own.column())
                .map(cell -> new Cell(own.column(), own.width(), cell.span(), cell.text()))
                .findFirst();
    }

    private int columns() throws IOException {
        int columns = Integer.parseInt(xml.attribute("val").strip());
        if (columns < 0 || columns > MOST_COLUMNS) {
            throw new UnreadableException("has a table of " + columns + " columns; it is damaged.");
        }
        return columns;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "&emsp;&emsp;")
                .replace("\r\n", "<br>")
                .replace("\r", "<br>")
                .replace("\n", "<br>");
    }
}
