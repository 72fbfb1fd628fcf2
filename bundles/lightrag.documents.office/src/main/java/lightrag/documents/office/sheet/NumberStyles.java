package lightrag.documents.office.sheet;

import static lightrag.documents.office.ooxml.Vocabulary.SHEET;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lightrag.documents.office.ooxml.OfficePackage;
import lightrag.documents.office.ooxml.XmlPart;

/** Which styles show numbers as dates, times or durations. */
final class NumberStyles {

    static final NumberStyles NONE = new NumberStyles(List.of());

    /** Literals and hints in brackets, but not {@code [h]}, {@code [mm]} and their like. */
    private static final Pattern NO_FORMAT =
            Pattern.compile("\".*?\"|\\[(?!hh?\\]|mm?\\]|ss?\\])[^\\]]*\\]");

    private static final Pattern DATE = Pattern.compile("(?<![_\\\\])[dmhysDMHYS]");
    private static final Pattern DURATION =
            Pattern.compile(
                    "\\[hh?\\](:mm(:ss(\\.0*)?)?)?|\\[mm?\\](:ss(\\.0*)?)?|\\[ss?\\](\\.0*)?",
                    Pattern.CASE_INSENSITIVE);
    private static final int DURATION_ID = 46;

    /** How a number is to be shown. */
    enum Kind {
        NUMBER,
        DATE,
        DURATION
    }

    private final List<Kind> kinds;

    private NumberStyles(List<Kind> kinds) {
        this.kinds = kinds;
    }

    static NumberStyles read(OfficePackage file, String part) throws IOException {
        Map<Integer, String> formats = new HashMap<>();
        List<Integer> used = new ArrayList<>();
        try (XmlPart xml = file.part(part)) {
            xml.root();
            xml.children(
                    () -> {
                        if (xml.is(SHEET, "numFmts")) {
                            xml.children(
                                    () -> formats.put(formatId(xml), xml.attribute("formatCode")));
                        } else if (xml.is(SHEET, "cellXfs")) {
                            xml.children(() -> used.add(formatId(xml)));
                        }
                    });
        }
        return new NumberStyles(used.stream().map(id -> kind(id, formats.get(id))).toList());
    }

    private static int formatId(XmlPart xml) {
        return Integer.parseInt(xml.attribute("numFmtId", "0").strip());
    }

    /** Of the style with this number. */
    Kind kind(int style) {
        return style < kinds.size() ? kinds.get(style) : Kind.NUMBER;
    }

    private static Kind kind(int id, @org.jspecify.annotations.Nullable String format) {
        if (format == null) {
            if (id == DURATION_ID) {
                return Kind.DURATION;
            }
            return (id >= 14 && id <= 22) || id == 45 || id == 47 ? Kind.DATE : Kind.NUMBER;
        }
        String positive = format.split(";", 2)[0];
        if (!DATE.matcher(NO_FORMAT.matcher(positive).replaceAll("")).find()) {
            return Kind.NUMBER;
        }
        return DURATION.matcher(positive).find() ? Kind.DURATION : Kind.DATE;
    }
}
