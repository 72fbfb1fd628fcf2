package lightrag.documents.text;

import java.util.regex.Pattern;

/** Lines that are headings of Markdown: one to six hashes and a blank. */
public final class HeadingLines {

    private static final Pattern HEADING = Pattern.compile("#{1,6} .*", Pattern.DOTALL);

    private HeadingLines() {}

    public static boolean is(String line) {
        return HEADING.matcher(line).matches();
    }
}
