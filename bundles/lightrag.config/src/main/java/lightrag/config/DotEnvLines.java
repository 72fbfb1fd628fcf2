package lightrag.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The syntax of a {@code .env} file, before references are resolved.
 *
 * @param bindings in the order of the file
 * @param findings lines that were left out, named by their number from 1
 */
record DotEnvLines(List<Binding> bindings, List<Finding> findings) {

    /** One line {@code NAME=value}; the value without its quotes. */
    record Binding(String name, String value) {}

    private static final Pattern NAME =
            Pattern.compile("\\s*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*=[ \\t]*");
    private static final Pattern BARE_NAME =
            Pattern.compile("\\s*(?:export[ \\t]+)?[A-Za-z_][A-Za-z0-9_.-]*[ \\t]*(#.*)?");
    private static final Pattern SINGLE =
            Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'", Pattern.DOTALL);
    private static final Pattern DOUBLE =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern REST = Pattern.compile("[ \\t]*(#[^\\n]*)?(\\n|$)");

    DotEnvLines {
        bindings = List.copyOf(bindings);
        findings = List.copyOf(findings);
    }

    static DotEnvLines of(String text) {
        return new Reader(withoutMark(text.replace("\r\n", "\n").replace('\r', '\n'))).read();
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Walks through the text; only its position changes. */
    private static final class Reader {
        private final String text;
        private final List<Binding> bindings = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private int position;

        Reader(String text) {
            this.text = text;
        }

        DotEnvLines read() {
            while (position < text.length()) {
                String line = text.substring(position, lineEnd());
                if (line.isBlank() || line.stripLeading().startsWith("#")) {
                    position = lineEnd() + 1;
                } else {
                    statement(line);
                }
            }
            return new DotEnvLines(bindings, findings);
        }

        private int lineEnd() {
            int end = text.indexOf('\n', position);
            return end < 0 ? text.length() : end;
        }

        private void statement(String line) {
            Matcher name = NAME.matcher(text).region(position, lineEnd());
            if (!name.lookingAt()) {
                // A name without "=" sets nothing, which is no mistake.
                if (!BARE_NAME.matcher(line).matches()) {
                    leaveOut("is no NAME=value");
                }
                position = lineEnd() + 1;
                return;
            }
            int start = name.end();
            char first = start < text.length() ? text.charAt(start) : '\n';
            switch (first) {
                case '\'' -> quoted(name.group(1), SINGLE, start);
                case '"' -> quoted(name.group(1), DOUBLE, start);
                default -> {
                    bindings.add(
                            new Binding(name.group(1), unquoted(text.substring(start, lineEnd()))));
                    position = lineEnd() + 1;
                }
            }
        }

        private void quoted(String name, Pattern quotes, int start) {
            Matcher value = quotes.matcher(text).region(start, text.length());
            if (!value.lookingAt()) {
                leaveOut("has an opening quote and no closing one");
                position = lineEnd() + 1;
                return;
            }
            Matcher rest = REST.matcher(text).region(value.end(), text.length());
            if (!rest.lookingAt()) {
                leaveOut("has text after the closing quote");
                position = value.end();
                position = lineEnd() + 1;
                return;
            }
            bindings.add(
                    new Binding(
                            name,
                            quotes == SINGLE
                                    ? value.group(1).replaceAll("\\\\([\\\\'])", "$1")
                                    : unescaped(value.group(1))));
            position = rest.end();
        }

        private void leaveOut(String why) {
            long number = 1 + text.substring(0, position).chars().filter(c -> c == '\n').count();
            findings.add(Finding.warning(DotEnv.FILE, "line " + number + " " + why + "; left out"));
        }
    }

    private static String unquoted(String rest) {
        Matcher comment = Pattern.compile("(^|\\s)#.*").matcher(rest);
        return (comment.find() ? rest.substring(0, comment.start()) : rest).strip();
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char next = text.charAt(++i);
            switch (next) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case '"', '\'', '\\' -> out.append(next);
                default -> out.append(c).append(next);
            }
        }
        return out.toString();
    }
}
