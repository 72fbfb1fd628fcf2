package lightrag.documents.markdown;

import java.util.ArrayList;
import java.util.List;
import lightrag.documents.text.PythonText;

/**
 * A table written with bars: a line of heads, one of dashes, and rows.
 *
 * @param lines how many it takes
 */
record PipeTable(List<String> head, List<List<String>> rows, int lines) {

    /** Whether a table begins with this line: the dashes below must match its cells. */
    static boolean begins(List<String> lines, int at) {
        if (lines.get(at).indexOf('|') < 0 || at + 1 >= lines.size()) {
            return false;
        }
        List<String> dashes = cells(lines.get(at + 1));
        return dashes.stream().allMatch(PipeTable::isDashes)
                && dashes.size() == cells(lines.get(at)).size();
    }

    static PipeTable at(List<String> lines, int start) {
        List<List<String>> rows = new ArrayList<>();
        int end = start + 2;
        while (end < lines.size() && lines.get(end).indexOf('|') >= 0) {
            rows.add(cells(lines.get(end)));
            end++;
        }
        return new PipeTable(cells(lines.get(start)), rows, end - start);
    }

    private static List<String> cells(String line) {
        String row = PythonText.strip(line);
        int start = row.startsWith("|") ? 1 : 0;
        int end = row.length() > start && row.endsWith("|") ? row.length() - 1 : row.length();
        List<String> cells = new ArrayList<>();
        for (String cell : row.substring(start, end).split("\\|", -1)) {
            cells.add(PythonText.strip(cell));
        }
        return cells;
    }

    private static boolean isDashes(String cell) {
        int start = cell.startsWith(":") ? 1 : 0;
        int end = cell.length() > start && cell.endsWith(":") ? cell.length() - 1 : cell.length();
        return end > start && cell.substring(start, end).chars().allMatch(c -> c == '-');
    }
}
