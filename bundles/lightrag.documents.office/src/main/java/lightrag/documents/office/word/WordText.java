package lightrag.documents.office.word;

import static lightrag.documents.office.ooxml.Vocabulary.WORD;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lightrag.documents.office.TextBudget;
import lightrag.documents.office.UnreadableException;
import lightrag.documents.office.ooxml.OfficePackage;
import lightrag.documents.office.ooxml.XmlPart;

/**
 * Paragraphs and tables in their order: a line a paragraph, a line of tab-separated cells a row, an
 * empty line before and after a table.
 */
public final class WordText {

    private final XmlPart xml;
    private final TextBudget budget;
    private final List<String> lines = new ArrayList<>();
    private boolean inTable;

    private WordText(XmlPart xml, TextBudget budget) {
        this.xml = xml;
        this.budget = budget;
    }

    /** The text of a document. */
    public static String of(OfficePackage file, TextBudget budget) throws IOException {
        try (XmlPart xml = file.part(file.mainPart())) {
            xml.root();
            if (!xml.is(WORD, "document")) {
                throw new UnreadableException("is no Word document.");
            }
            WordText text = new WordText(xml, budget);
            xml.children(
                    () -> {
                        if (xml.is(WORD, "body")) {
                            xml.children(text::block);
                        }
                    });
            return String.join("\n", text.lines);
        }
    }

    private void block() throws IOException {
        if (xml.is(WORD, "p")) {
            if (inTable) {
                lines.add("");
                inTable = false;
            }
            line(Runs.paragraph(xml));
        } else if (xml.is(WORD, "tbl")) {
            if (!lines.isEmpty() && !inTable) {
                lines.add("");
            }
            inTable = true;
            new TableText(xml, this::line).read();
        }
    }

    private void line(String text) throws IOException {
        budget.take(text.length() + 1L);
        lines.add(text);
    }
}
