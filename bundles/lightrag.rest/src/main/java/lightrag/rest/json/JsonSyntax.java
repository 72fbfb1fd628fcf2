package lightrag.rest.json;

import java.util.regex.Pattern;

/**
 * Finds the first error in a text that is not JSON, with the offset and the name clients of the
 * reference know. Runs only for broken bodies; a fast parser reads the others.
 */
final class JsonSyntax {

    /** Deeper nesting is an error of its own, so that this recursion is bounded. */
    private static final int NESTING_MAX = 200;

    private static final Pattern LITERAL =
            Pattern.compile(
                    "null|true|false|NaN|-?Infinity|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    /**
     * @param offset in code points
     */
    record SyntaxError(String text, int offset) {}

    /** Ends the scan at the error. */
    private static final class Found extends Exception {
        private static final long serialVersionUID = 1L;
        private final int at;

        Found(String message, int at) {
            super(message, null, false, false);
            this.at = at;
        }
    }

    static SyntaxError firstError(String text) {
        JsonSyntax scan = new JsonSyntax(text);
        try {
            scan.skipBlanks();
            scan.value(0);
            scan.skipBlanks();
            return scan.error("Extra data", scan.at);
        } catch (Found found) {
            return scan.error(String.valueOf(found.getMessage()), found.at);
        }
    }

    private SyntaxError error(String message, int offset) {
        return new SyntaxError(message, text.codePointCount(0, Math.min(offset, text.length())));
    }

    private void value(int depth) throws Found {
        if (depth > NESTING_MAX) {
            throw new Found("Nested too deeply", at);
        }
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> literal();
        }
    }

    private void object(int depth) throws Found {
        at++;
        skipBlanks();
        if (accept('}')) {
            return;
        }
        do {
            skipBlanks();
            if (peek() != '"') {
                throw new Found("Expecting property name enclosed in double quotes", at);
            }
            string();
            skipBlanks();
            expect(':');
            skipBlanks();
            value(depth + 1);
            skipBlanks();
            if (accept('}')) {
                return;
            }
            expect(',');
        } while (true);
    }

    private void array(int depth) throws Found {
        at++;
        skipBlanks();
        if (accept(']')) {
            return;
        }
        do {
            skipBlanks();
            value(depth + 1);
            skipBlanks();
            if (accept(']')) {
                return;
            }
            expect(',');
        } while (true);
    }

    private void string() throws Found {
        int start = at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return;
            } else if (c == '\\') {
                escape(start);
            } else if (c < ' ') {
                throw new Found("Invalid control character at", at);
            } else {
                at++;
            }
        }
        throw new Found("Unterminated string starting at", start);
    }

    private void escape(int start) throws Found {
        if (at + 1 >= text.length()) {
            throw new Found("Unterminated string starting at", start);
        }
        char kind = text.charAt(at + 1);
        if (kind == 'u') {
            hexDigits(at + 2);
            at += 6;
        } else if ("\"\\/bfnrt".indexOf(kind) >= 0) {
            at += 2;
        } else {
            throw new Found("Invalid \\escape", at);
        }
    }

    private void hexDigits(int from) throws Found {
        for (int i = from; i < from + 4; i++) {
            if (i >= text.length()
                    || Character.digit(text.charAt(i), 16) < 0
                    || text.charAt(i) > 'f') {
                throw new Found("Invalid \\uXXXX escape", from - 1);
            }
        }
    }

    private void literal() throws Found {
        var matcher = LITERAL.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new Found("Expecting value", at);
        }
        at = matcher.end();
    }

    private void expect(char wanted) throws Found {
        if (!accept(wanted)) {
            throw new Found("Expecting '" + wanted + "' delimiter", at);
        }
    }

    private boolean accept(char wanted) {
        boolean there = peek() == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    /** The next character, or one that starts nothing at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\uFFFF';
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
