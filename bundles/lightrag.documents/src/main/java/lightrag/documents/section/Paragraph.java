package lightrag.documents.section;

import lightrag.documents.text.PythonText;

/** A line of a section; a table is one line. */
record Paragraph(String text, boolean table) {

    static Paragraph of(String text) {
        String bare = PythonText.strip(text);
        return new Paragraph(text, bare.startsWith("<table ") && bare.endsWith("</table>"));
    }
}
