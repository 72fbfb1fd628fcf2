package lightrag.documents.office.sheet;

import static lightrag.documents.office.ooxml.Vocabulary.SHEET;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightrag.documents.office.ooxml.OfficePackage;
import lightrag.documents.office.ooxml.OfficePackage.Relation;
import lightrag.documents.office.ooxml.XmlPart;

/**
 * What must be known of a sheet before its first row is written: its size, its merged cells and
 * links.
 */
final class SheetLayout {

    private final List<Area> merged = new ArrayList<>();
    private final Map<Area, String> links = new HashMap<>();
    private int rows = 1;
    private int columns = 1;

    private SheetLayout() {}

    static SheetLayout read(OfficePackage file, String part) throws IOException {
        SheetLayout layout = new SheetLayout();
        Map<String, Relation> relations = file.relations(part);
        try (XmlPart xml = file.part(part)) {
            xml.root();
            xml.children(
                    () -> {
                        if (xml.is(SHEET, "sheetData")) {
                            new Cells(xml).each(layout::grow);
                        } else if (xml.is(SHEET, "mergeCells")) {
                            xml.children(() -> layout.merge(Area.of(xml.attribute("ref"))));
                        } else if (xml.is(SHEET, "hyperlinks")) {
                            xml.children(() -> layout.link(xml, relations));
                        }
                    });
        }
        layout.merged.sort(Comparator.comparingInt(Area::top));
        return layout;
    }

    private void grow(Area area) {
        rows = Math.max(rows, area.bottom());
        columns = Math.max(columns, area.right());
    }

    private void merge(Area area) {
        grow(area);
        merged.add(area);
    }

    private void link(XmlPart xml, Map<String, Relation> relations) {
        Area area = Area.of(xml.attribute("ref"));
        if (area.isCell()) {
            grow(area);
            Relation relation = relations.get(xml.relationId());
            String target = relation == null ? xml.attribute("location") : relation.target();
            Area shown =
                    merged.stream()
                            .filter(range -> range.contains(area))
                            .findFirst()
                            .map(Area::firstCell)
                            .orElse(area);
            links.put(shown, target);
        }
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Merged cells by their first row. */
    List<Area> merged() {
        return merged;
    }

    /** What an empty cell shows that has a link; empty text without one. */
    String link(int row, int column) {
        return links.isEmpty() ? "" : links.getOrDefault(new Area(row, column, row, column), "");
    }
}
