package lightrag.documents.markdown;

import java.util.function.UnaryOperator;
import lightrag.documents.text.PythonText;

/**
 * Replaces {@code ![text](source "title")} within one line, the source in angle brackets or without
 * white space. What only resembles it stays as it is.
 */
final class InlinePictures {

    private static final String OPENING = "![";

    private final String line;
    private final ForwardSearch bracket;
    private final ForwardSearch sourceStart;
    private final ForwardSearch angle;
    private final ForwardSearch space;
    private final ForwardSearch parenthesis;
    private final Tail behindAngle;
    private final Tail behindBare;

    /** A picture found: where it ends, and its source as written. */
    private record Found(int end, String source) {}

    private InlinePictures(String line) {
        this.line = line;
        this.bracket = new ForwardSearch(line, c -> c == ']');
        this.sourceStart = new ForwardSearch(line, c -> !PythonText.isSpace((char) c));
        this.angle = new ForwardSearch(line, c -> c == '>');
        this.space = new ForwardSearch(line, c -> PythonText.isSpace((char) c));
        this.parenthesis = new ForwardSearch(line, c -> c == ')');
        this.behindAngle = new Tail(line);
        this.behindBare = new Tail(line);
    }

    /**
     * @param replacement of a picture, from its source
     */
    static String replace(String line, UnaryOperator<String> replacement) {
        return line.contains(OPENING) ? new InlinePictures(line).replaced(replacement) : line;
    }

    private String replaced(UnaryOperator<String> replacement) {
        StringBuilder out = new StringBuilder();
        int position = 0;
        for (int at = line.indexOf(OPENING); at >= 0; at = line.indexOf(OPENING, position)) {
            Found found = at(at + OPENING.length());
            if (found.end() < 0) {
                out.append(line, position, at + OPENING.length());
                position = at + OPENING.length();
            } else {
                out.append(line, position, at).append(replacement.apply(found.source()));
                position = found.end();
            }
        }
        return out.append(line, position, line.length()).toString();
    }

    private Found at(int text) {
        int textEnd = bracket.from(text);
        if (textEnd + 1 >= line.length() || line.charAt(textEnd + 1) != '(') {
            return NONE;
        }
        int start = sourceStart.from(textEnd + 2);
        if (start < line.length() && line.charAt(start) == '<') {
            int close = angle.from(start + 1);
            int end = close < line.length() ? behindAngle.end(close + 1) : -1;
            if (end >= 0) {
                return new Found(end, line.substring(start, close + 1));
            }
        }
        int sourceEnd = Math.min(space.from(start), parenthesis.from(start));
        int end = sourceEnd == start ? -1 : behindBare.end(sourceEnd);
        return end < 0 ? NONE : new Found(end, line.substring(start, sourceEnd));
    }

    private static final Found NONE = new Found(-1, "");

    /** What follows a source: a title perhaps, and the closing parenthesis. */
    private static final class Tail {
        private final String line;
        private final ForwardSearch next;
        private final ForwardSearch quote;
        private final ForwardSearch last;

        Tail(String line) {
            this.line = line;
            this.next = new ForwardSearch(line, c -> !PythonText.isSpace((char) c));
            this.quote = new ForwardSearch(line, c -> c == '"');
            this.last = new ForwardSearch(line, c -> !PythonText.isSpace((char) c));
        }

        /** Position behind the parenthesis; -1 when there is none. */
        int end(int sourceEnd) {
            int at = next.from(sourceEnd);
            if (is(at, ')')) {
                return at + 1;
            }
            if (at == sourceEnd || !is(at, '"')) {
                return -1;
            }
            int close = quote.from(at + 1);
            int end = close < line.length() ? last.from(close + 1) : close;
            return is(end, ')') ? end + 1 : -1;
        }

        private boolean is(int at, char c) {
            return at < line.length() && line.charAt(at) == c;
        }
    }
}
