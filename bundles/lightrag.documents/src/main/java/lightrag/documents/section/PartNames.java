package lightrag.documents.section;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lightrag.documents.text.PythonText;

/** The numbers that the parts of a block carry behind its heading (rule CH-52e). */
final class PartNames {

    private static final Pattern SUFFIX =
            Pattern.compile(
                    "\\s*(?:\\[part\\s+\\d+\\]|\\[表格片段\\d+\\])\\s*$", Pattern.CASE_INSENSITIVE);

    private PartNames() {}

    /** The heading without any such number. */
    static String bare(String heading) {
        String before = heading.substring(0, PythonText.end(heading, 0, heading.length()));
        String cut = SUFFIX.matcher(before).replaceFirst("");
        return cut.equals(before) ? cut : bare(cut);
    }

    static List<Section> numbered(List<Section> parts) {
        if (parts.size() <= 1) {
            return parts;
        }
        List<Section> named = new ArrayList<>(parts.size());
        for (Section part : parts) {
            String number = "[part " + (named.size() + 1) + "]";
            String heading = bare(part.heading());
            named.add(part.named(heading.isEmpty() ? number : heading + " " + number));
        }
        return named;
    }
}
