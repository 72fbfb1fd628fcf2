package lightrag.documents.markdown;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The tags that stand in a block for tables, formulas and pictures. They are numbered through the
 * document, each kind by itself.
 */
final class Tags {

    private final String document;
    private final Map<String, Integer> counts = new HashMap<>();

    Tags(String documentId) {
        this.document =
                documentId.startsWith("doc-") ? documentId.substring("doc-".length()) : documentId;
    }

    /**
     * @param kind {@code tb}, {@code eq} or {@code im}
     */
    String nextId(String kind) {
        return String.format(
                Locale.ROOT, "%s-%s-%04d", kind, document, counts.merge(kind, 1, Integer::sum));
    }

    static String table(String id, String format, String body) {
        return "<table id=\"" + escape(id) + "\" format=\"" + format + "\">" + body + "</table>";
    }

    static String equation(String id, String latex) {
        return "<equation id=\"" + escape(id) + "\" format=\"latex\">" + latex + "</equation>";
    }

    static String drawing(String id, Picture picture) {
        return "<drawing id=\"%s\" format=\"%s\" path=\"%s\" src=\"%s\" />"
                .formatted(
                        escape(id),
                        escape(picture.format()),
                        escape(picture.path()),
                        escape(picture.source()));
    }

    private static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
