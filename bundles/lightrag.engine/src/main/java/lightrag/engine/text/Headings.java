package lightrag.engine.text;

import java.util.ArrayList;
import java.util.List;
import lightrag.api.CodePoints;
import lightrag.spi.text.Tokenizer;

/** The path of section headings around a chunk, as one line (rule EX-8). */
public final class Headings {

    private static final String ARROW = " → ";
    private static final int PART_LENGTH_MAX = 80;
    private static final int PATH_TOKENS_MAX = 256;

    private Headings() {}

    /**
     * @param headings outermost first; blank ones are left out. Empty text when none is left.
     */
    public static String path(List<String> headings, Tokenizer tokenizer) {
        List<String> parts = new ArrayList<>();
        for (String heading : headings) {
            String part = part(heading);
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        String path = String.join(ARROW, parts);
        if (fits(path, tokenizer)) {
            return path;
        }
        String shorter =
                parts.size() > 2 ? parts.getFirst() + ARROW + "…" + ARROW + parts.getLast() : path;
        return fits(shorter, tokenizer) ? shorter : cut(shorter, tokenizer);
    }

    private static boolean fits(String path, Tokenizer tokenizer) {
        return path.length() <= PATH_TOKENS_MAX || tokenizer.count(path) <= PATH_TOKENS_MAX;
    }

    private static String cut(String path, Tokenizer tokenizer) {
        int[] tokens = tokenizer.encode(path);
        return tokenizer.decode(tokens, 0, PATH_TOKENS_MAX - 1).strip() + "…";
    }

    private static String part(String heading) {
        StringBuilder clean = new StringBuilder();
        heading.codePoints()
                .forEach(
                        point -> {
                            int type = Character.getType(point);
                            if (point == '→' || Character.isWhitespace(point)) {
                                clean.append(' ');
                            } else if (type != Character.CONTROL && type != Character.FORMAT) {
                                clean.appendCodePoint(point);
                            }
                        });
        String text = clean.toString().strip().replaceAll(" +", " ");
        return CodePoints.length(text) <= PART_LENGTH_MAX
                ? text
                : CodePoints.truncate(text, PART_LENGTH_MAX - 1).strip() + "…";
    }
}
