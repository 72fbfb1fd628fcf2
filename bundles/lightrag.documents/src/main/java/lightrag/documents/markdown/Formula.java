package lightrag.documents.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.documents.text.PythonText;

/**
 * A formula between {@code $$} that begins a line.
 *
 * @param lines how many it takes
 */
record Formula(String latex, int lines) {

    private static final String MARK = "$$";

    /** The formula that begins with this line; empty when there is none or it never ends. */
    static Optional<Formula> at(List<String> lines, int start) {
        String first = PythonText.strip(lines.get(start));
        if (!first.startsWith(MARK)) {
            return Optional.empty();
        }
        String opened = first.substring(MARK.length());
        if (opened.endsWith(MARK)) {
            return Optional.of(new Formula(untilMark(opened), 1));
        }
        List<String> body = new ArrayList<>();
        addUnlessEmpty(body, PythonText.strip(opened));
        for (int i = start + 1; i < lines.size(); i++) {
            String line = PythonText.strip(lines.get(i));
            if (line.endsWith(MARK)) {
                addUnlessEmpty(body, untilMark(line));
                String latex = PythonText.strip(String.join("\n", body));
                return Optional.of(new Formula(latex, i - start + 1));
            }
            body.add(lines.get(i));
        }
        return Optional.empty();
    }

    private static String untilMark(String line) {
        return PythonText.strip(line.substring(0, line.length() - MARK.length()));
    }

    private static void addUnlessEmpty(List<String> body, String line) {
        if (!line.isEmpty()) {
            body.add(line);
        }
    }
}
