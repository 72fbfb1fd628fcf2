package lightrag.engine.extract;

import java.util.List;
import java.util.regex.Pattern;

/** The marks of the line format, and the repair of damaged ones (rule EX-32). */
final class Delimiters {

    /** Separates the parts of a record. */
    static final String TUPLE = "<|#|>";

    /** Ends a reply. */
    static final String COMPLETION = "<|COMPLETE|>";

    /** What models make of the mark, in the order in which it is undone. */
    private static final List<Pattern> DAMAGE =
            List.of(
                    pattern("<\\|#\\|*?#\\|>"),
                    pattern("<\\|\\\\#\\|>"),
                    pattern("(?<=\\S)<\\|+>(?=\\S)"),
                    pattern("<.?\\|#\\|.?>"),
                    pattern("<\\|?#\\|?>"),
                    pattern("<[^|]#\\|>|<\\|#[^|]>"),
                    pattern("<\\|#\\|+(?!>)"),
                    pattern("<\\|#:(?!>)"),
                    pattern("<\\|+#>"),
                    pattern("(?<=\\S)<\\|\\|(?!>)"),
                    pattern("(?<!<)\\|#\\|>"),
                    pattern("<\\|#\\|>\\|"),
                    pattern("\\|\\|#\\|\\|"));

    private Delimiters() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES);
    }

    static String repair(String entry) {
        if (isClean(entry)) {
            return entry;
        }
        String repaired = entry;
        for (Pattern damage : DAMAGE) {
            repaired = damage.matcher(repaired).replaceAll(TUPLE);
        }
        return repaired;
    }

    /** Every damage has an angle bracket or a bar outside whole marks. */
    private static boolean isClean(String entry) {
        int at = 0;
        while (at < entry.length()) {
            char c = entry.charAt(at);
            if (c == '|' || (c == '<' && !entry.startsWith(TUPLE, at))) {
                return false;
            }
            at += c == '<' ? TUPLE.length() : 1;
        }
        return true;
    }
}
