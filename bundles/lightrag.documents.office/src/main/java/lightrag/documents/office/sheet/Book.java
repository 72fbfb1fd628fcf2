package lightrag.documents.office.sheet;

import static lightrag.documents.office.ooxml.Vocabulary.SHEET;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightrag.documents.office.TextBudget;
import lightrag.documents.office.UnreadableException;
import lightrag.documents.office.ooxml.OfficePackage;
import lightrag.documents.office.ooxml.OfficePackage.Relation;
import lightrag.documents.office.ooxml.XmlPart;

/**
 * What the sheets of a workbook share.
 *
 * @param sheets worksheets in their order
 * @param from1904 whether days are counted from 1904
 */
record Book(List<Sheet> sheets, List<String> strings, NumberStyles styles, boolean from1904) {

    /**
     * @param part name of its part
     */
    record Sheet(String title, String part) {}

    static Book read(OfficePackage file, TextBudget budget) throws IOException {
        String main = file.mainPart();
        Map<String, Relation> relations = file.relations(main);
        List<Sheet> sheets = new ArrayList<>();
        boolean[] from1904 = {false};
        try (XmlPart xml = file.part(main)) {
            xml.root();
            if (!xml.is(SHEET, "workbook")) {
                throw new UnreadableException("is no workbook.");
            }
            xml.children(
                    () -> {
                        if (xml.is(SHEET, "workbookPr")) {
                            String value = xml.attribute("date1904");
                            from1904[0] = value.equals("1") || value.equals("true");
                        } else if (xml.is(SHEET, "sheets")) {
                            xml.children(() -> sheet(file, xml, relations, sheets));
                        }
                    });
        }
        List<String> strings = new ArrayList<>();
        NumberStyles styles = NumberStyles.NONE;
        for (Relation relation : relations.values()) {
            if (relation.type().endsWith("/sharedStrings")) {
                strings(file, relation.target(), strings, budget);
            } else if (relation.type().endsWith("/styles")) {
                styles = NumberStyles.read(file, relation.target());
            }
        }
        return new Book(sheets, strings, styles, from1904[0]);
    }

    private static void sheet(
            OfficePackage file, XmlPart xml, Map<String, Relation> relations, List<Sheet> sheets) {
        Relation relation = relations.get(xml.relationId());
        if (relation != null
                && !relation.type().contains("chartsheet")
                && file.has(relation.target())) {
            sheets.add(new Sheet(xml.attribute("name"), relation.target()));
        }
    }

    private static void strings(
            OfficePackage file, String part, List<String> strings, TextBudget budget)
            throws IOException {
        try (XmlPart xml = file.part(part)) {
            xml.root();
            xml.children(
                    () -> {
                        if (xml.is(SHEET, "si")) {
                            String text = richText(xml).replace("x005F_", "");
                            budget.take(text.length());
                            strings.add(text);
                        }
                    });
        }
    }

    /** The text of the current element: its own, then that of its runs; without readings. */
    static String richText(XmlPart xml) throws IOException {
        StringBuilder own = new StringBuilder();
        StringBuilder runs = new StringBuilder();
        xml.children(
                () -> {
                    if (xml.is(SHEET, "t")) {
                        own.append(xml.text());
                    } else if (xml.is(SHEET, "r")) {
                        xml.children(
                                () -> {
                                    if (xml.is(SHEET, "t")) {
                                        runs.append(xml.text());
                                    }
                                });
                    }
                });
        return own.append(runs).toString();
    }
}
