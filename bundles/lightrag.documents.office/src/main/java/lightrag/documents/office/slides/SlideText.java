package lightrag.documents.office.slides;

import static lightrag.documents.office.ooxml.Vocabulary.DRAWING;
import static lightrag.documents.office.ooxml.Vocabulary.SLIDES;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightrag.documents.office.TextBudget;
import lightrag.documents.office.UnreadableException;
import lightrag.documents.office.ooxml.OfficePackage;
import lightrag.documents.office.ooxml.OfficePackage.Relation;
import lightrag.documents.office.ooxml.XmlPart;

/** The shapes of all slides that can have text, each ended by a line feed. */
public final class SlideText {

    private final TextBudget budget;
    private final StringBuilder text = new StringBuilder();

    private SlideText(TextBudget budget) {
        this.budget = budget;
    }

    /** The text of a presentation. */
    public static String of(OfficePackage file, TextBudget budget) throws IOException {
        SlideText text = new SlideText(budget);
        for (String slide : slides(file)) {
            try (XmlPart xml = file.part(slide)) {
                xml.root();
                text.slide(xml);
            }
        }
        return text.text.toString();
    }

    /** In the order of the presentation, which is not that of their names. */
    private static List<String> slides(OfficePackage file) throws IOException {
        String main = file.mainPart();
        Map<String, Relation> relations = file.relations(main);
        List<String> slides = new ArrayList<>();
        try (XmlPart xml = file.part(main)) {
            xml.root();
            if (!xml.is(SLIDES, "presentation")) {
                throw new UnreadableException("is no presentation.");
            }
            within(xml, "sldIdLst", () -> slides.add(target(xml, relations)));
        }
        return slides;
    }

    private static String target(XmlPart xml, Map<String, Relation> relations)
            throws UnreadableException {
        Relation relation = relations.get(xml.relationId());
        if (relation == null) {
            throw new UnreadableException("names a slide that it lacks; it is damaged.");
        }
        return relation.target();
    }

    private void slide(XmlPart xml) throws IOException {
        within(
                xml,
                "cSld",
                () -> {
                    if (xml.is(SLIDES, "spTree")) {
                        xml.children(
                                () -> {
                                    if (xml.is(SLIDES, "sp")) {
                                        shape(xml);
                                    }
                                });
                    }
                });
    }

    private void shape(XmlPart xml) throws IOException {
        List<String> paragraphs = new ArrayList<>();
        within(
                xml,
                "txBody",
                () -> {
                    if (xml.is(DRAWING, "p")) {
                        paragraphs.add(paragraph(xml));
                    }
                });
        String shape = String.join("\n", paragraphs);
        budget.take(shape.length() + 1L);
        text.append(shape).append('\n');
    }

    private static String paragraph(XmlPart xml) throws IOException {
        StringBuilder paragraph = new StringBuilder();
        xml.children(
                () -> {
                    if (xml.is(DRAWING, "br")) {
                        paragraph.append('\u000b');
                    } else if (xml.is(DRAWING, "r") || xml.is(DRAWING, "fld")) {
                        xml.children(
                                () -> {
                                    if (xml.is(DRAWING, "t")) {
                                        paragraph.append(xml.text());
                                    }
                                });
                    }
                });
        return paragraph.toString();
    }

    private static void within(XmlPart xml, String child, XmlPart.Step step) throws IOException {
        xml.children(
                () -> {
                    if (xml.is(SLIDES, child)) {
                        xml.children(step);
                    }
                });
    }
}
