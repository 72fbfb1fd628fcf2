package lightrag.documents.office.sheet;

import java.util.Locale;

/**
 * Cells of a sheet from a first to a last row and column, counted from 1.
 *
 * @param top first row
 * @param left first column
 */
record Area(int top, int left, int bottom, int right) {

    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 18_278;

    Area {
        if (top < 1 || left < 1 || bottom > MOST_ROWS || right > MOST_COLUMNS) {
            throw new IllegalArgumentException("a cell outside of any sheet");
        }
    }

    /** Of a reference such as {@code B3} or {@code B3:D7}. */
    static Area of(String reference) {
        String[] corners = reference.replace("$", "").split(":", 2);
        String last = corners[corners.length - 1];
        return new Area(row(corners[0]), column(corners[0]), row(last), column(last));
    }

    private static int letters(String cell) {
        int letters = 0;
        while (letters < cell.length() && Character.isLetter(cell.charAt(letters))) {
            letters++;
        }
        return letters;
    }

    private static int row(String cell) {
        return Integer.parseInt(cell.substring(letters(cell)));
    }

    private static int column(String cell) {
        int column = 0;
        for (char letter :
                cell.substring(0, letters(cell)).toUpperCase(Locale.ROOT).toCharArray()) {
            column = Math.min(column * 26 + letter - 'A' + 1, MOST_COLUMNS + 1);
        }
        return column;
    }

    boolean isCell() {
        return top == bottom && left == right;
    }

    Area firstCell() {
        return new Area(top, left, top, left);
    }

    boolean contains(Area cell) {
        return cell.top >= top && cell.top <= bottom && cell.left >= left && cell.left <= right;
    }
}
