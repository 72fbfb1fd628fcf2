package lightrag.documents.office.word;

import static lightrag.documents.office.ooxml.Vocabulary.WORD;

import java.io.IOException;
import lightrag.documents.office.ooxml.XmlPart;

/** The text of a paragraph: its runs and those of its links. What was deleted is not in them. */
final class Runs {

    private Runs() {}

    static String paragraph(XmlPart xml) throws IOException {
        StringBuilder text = new StringBuilder();
        xml.children(
                () -> {
                    if (xml.is(WORD, "r")) {
                        run(xml, text);
                    } else if (xml.is(WORD, "hyperlink")) {
                        xml.children(
                                () -> {
                                    if (xml.is(WORD, "r")) {
                                        run(xml, text);
                                    }
                                });
                    }
                });
        return text.toString();
    }

    private static void run(XmlPart xml, StringBuilder text) throws IOException {
        xml.children(
                () -> {
                    if (xml.is(WORD, xml.name())) {
                        text.append(content(xml));
                    }
                });
    }

    private static String content(XmlPart xml) throws IOException {
        return switch (xml.name()) {
            case "t" -> xml.text();
            case "tab", "ptab" -> "\t";
            case "cr" -> "\n";
            case "br" -> xml.attribute("type", "textWrapping").equals("textWrapping") ? "\n" : "";
            case "noBreakHyphen" -> "-";
            default -> "";
        };
    }
}
