package lightrag.model.embedded.language;

import java.util.ArrayList;
import java.util.List;

/** Finds blocks between lines of three backticks. */
final class Fences {

    private static final String FENCE = "```";

    private Fences() {}

    /**
     * The block behind the last {@code marker}, up to the prompt's last fence, since the text
     * inside may have fences of its own; without a fence all that follows.
     */
    static String textAfter(String prompt, String marker) {
        int at = prompt.lastIndexOf(marker);
        String rest = at < 0 ? prompt : prompt.substring(at + marker.length());
        int open = rest.indexOf(FENCE);
        int start = open < 0 ? -1 : rest.indexOf('\n', open);
        if (start < 0) {
            return rest.strip();
        }
        int close = rest.lastIndexOf("\n" + FENCE);
        return close > start ? rest.substring(start + 1, close) : rest.substring(start + 1);
    }

    /**
     * Lines of the first block behind the first line that contains {@code title}; for blocks of one
     * record a line, which can't hold a fence.
     */
    static List<String> linesAfter(List<String> lines, String title) {
        List<String> block = new ArrayList<>();
        int i = 0;
        while (i < lines.size() && !lines.get(i).contains(title)) {
            i++;
        }
        while (i < lines.size() && !lines.get(i).startsWith(FENCE)) {
            i++;
        }
        for (i++; i < lines.size() && !lines.get(i).startsWith(FENCE); i++) {
            if (!lines.get(i).isBlank()) {
                block.add(lines.get(i));
            }
        }
        return block;
    }
}
