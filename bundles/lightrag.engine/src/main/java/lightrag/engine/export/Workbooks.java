package lightrag.engine.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Tables as sheets of a workbook. */
final class Workbooks {

    /** Of the format. */
    private static final int CELL_MAX = 32_767;

    private static final int ROWS_MAX = 1_048_576;
    private static final int FLUSH_EVERY = 200;

    private Workbooks() {}

    static void write(List<Table> tables, OutputStream target) {
        try {
            Workbook workbook = new Workbook(target, "LightRAG", "1.0");
            for (Table table : tables) {
                Worksheet sheet = workbook.newWorksheet(table.title());
                row(sheet, 0, table.columns());
                int[] next = {1};
                table.rows()
                        .forEach(
                                row -> {
                                    if (next[0] < ROWS_MAX) {
                                        row(sheet, next[0]++, row);
                                    }
                                });
                sheet.finish();
            }
            workbook.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void row(Worksheet sheet, int number, List<String> cells) {
        try {
            for (int column = 0; column < cells.size(); column++) {
                sheet.inlineString(number, column, fitted(cells.get(column)));
            }
            if (number % FLUSH_EVERY == 0) {
                sheet.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cut to what a cell holds, never within a character. */
    private static String fitted(String text) {
        if (text.length() <= CELL_MAX) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(CELL_MAX - 1)) ? CELL_MAX - 1 : CELL_MAX;
        return text.substring(0, end);
    }
}
