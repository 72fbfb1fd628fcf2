package lightrag.engine.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import lightrag.api.CodePoints;

/** Tables as CSV, Markdown and aligned text, laid out as the reference does. */
final class TextTables {

    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");
    private static final int RULE = 80;

    private TextTables() {}

    /** Empty tables are left out. */
    static void csv(List<Table> tables, OutputStream target) {
        write(
                target,
                out -> {
                    for (Table table : tables) {
                        boolean[] begun = {false};
                        table.rows()
                                .forEach(
                                        row -> {
                                            if (!begun[0]) {
                                                begun[0] = true;
                                                put(out, "# " + upper(table) + "\n");
                                                csvLine(out, table.columns());
                                            }
                                            csvLine(out, row);
                                        });
                        if (begun[0] && table != tables.getLast()) {
                            put(out, "\n\n");
                        }
                    }
                });
    }

    private static void csvLine(Writer out, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.isEmpty() ? "" : ",");
            line.append(
                    QUOTED.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        put(out, line.append("\r\n").toString());
    }

    static void markdown(List<Table> tables, OutputStream target) {
        write(
                target,
                out -> {
                    put(out, "# LightRAG Data Export\n\n");
                    for (Table table : tables) {
                        put(out, "## " + table.title() + "\n\n");
                        boolean[] begun = {false};
                        table.rows()
                                .forEach(
                                        row -> {
                                            if (!begun[0]) {
                                                begun[0] = true;
                                                markdownLine(out, table.columns());
                                                markdownLine(
                                                        out,
                                                        Collections.nCopies(
                                                                table.columns().size(), "---"));
                                            }
                                            markdownLine(out, row);
                                        });
                        put(out, begun[0] ? "\n\n" : "*No " + table.singular() + " data*\n\n");
                    }
                });
    }

    /** A line break or a bar inside a cell would end it. */
    private static void markdownLine(Writer out, List<String> cells) {
        StringBuilder line = new StringBuilder("|");
        for (String cell : cells) {
            line.append(' ').append(cell.replace("\n", " ").replace("|", "\\|")).append(" |");
        }
        put(out, line.append('\n').toString());
    }

    /** Columns as wide as their widest cell: the rows are read twice. */
    static void aligned(List<Table> tables, OutputStream target) {
        write(
                target,
                out -> {
                    put(out, "LIGHTRAG DATA EXPORT\n" + "=".repeat(RULE) + "\n\n");
                    for (Table table : tables) {
                        put(out, upper(table) + "\n" + "-".repeat(RULE) + "\n");
                        int[] widths = widths(table);
                        if (widths.length == 0) {
                            put(out, "No " + table.singular() + " data\n\n");
                        } else {
                            String head = padded(table.columns(), widths);
                            put(out, head + "\n" + "-".repeat(CodePoints.length(head)) + "\n");
                            table.rows().forEach(row -> put(out, padded(row, widths) + "\n"));
                            put(out, "\n\n");
                        }
                    }
                });
    }

    /** Empty when there are no rows. */
    private static int[] widths(Table table) {
        int[] widths = table.columns().stream().mapToInt(CodePoints::length).toArray();
        boolean[] rows = {false};
        table.rows()
                .forEach(
                        row -> {
                            rows[0] = true;
                            for (int i = 0; i < widths.length; i++) {
                                widths[i] = Math.max(widths[i], CodePoints.length(row.get(i)));
                            }
                        });
        return rows[0] ? widths : new int[0];
    }

    private static String padded(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(i == 0 ? "" : "  ")
                    .append(cell)
                    .append(" ".repeat(widths[i] - CodePoints.length(cell)));
        }
        return line.toString();
    }

    private static String upper(Table table) {
        return table.title().toUpperCase(Locale.ROOT);
    }

    private interface Writing {
        void to(Writer out);
    }

    private static void write(OutputStream target, Writing writing) {
        try {
            Writer out = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
