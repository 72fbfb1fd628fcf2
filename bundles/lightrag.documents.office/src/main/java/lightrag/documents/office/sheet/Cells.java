package lightrag.documents.office.sheet;

import static lightrag.documents.office.ooxml.Vocabulary.SHEET;

import java.io.IOException;
import lightrag.documents.office.ooxml.XmlPart;

/** Goes through the cells of a sheet; those that don't say where they are follow the one before. */
final class Cells {

    private final XmlPart xml;
    private int row;
    private int column;

    Cells(XmlPart xml) {
        this.xml = xml;
    }

    /** What is done with a cell, while it is the current element. */
    @FunctionalInterface
    interface Visitor {
        void cell(Area place) throws IOException;
    }

    void each(Visitor visitor) throws IOException {
        xml.children(
                () -> {
                    if (xml.is(SHEET, "row")) {
                        String number = xml.attribute("r");
                        row = number.isEmpty() ? row + 1 : (int) Double.parseDouble(number);
                        column = 0;
                        xml.children(() -> visitor.cell(place()));
                    }
                });
    }

    private Area place() {
        String reference = xml.attribute("r");
        Area place =
                reference.isEmpty()
                        ? new Area(row, column + 1, row, column + 1)
                        : Area.of(reference);
        column = place.left();
        return place;
    }
}
