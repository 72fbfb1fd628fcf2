package lightrag.documents.chunk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import lightrag.api.InvalidInputException;
import lightrag.documents.text.PythonText;

/** Sentences of a text with their places in it. */
final class Sentences {

    /** White space behind a full stop, or the place directly behind a CJK one. */
    static final String DEFAULT = "(?<=[.?!])\\s+|(?<=[。？！])";

    private final String text;
    private final List<Span> spans;

    private record Span(int start, int end) {}

    private Sentences(String text, List<Span> spans) {
        this.text = text;
        this.spans = spans;
    }

    /**
     * @throws InvalidInputException the expression is malformed
     */
    static Sentences of(String text, String regex) {
        Matcher matcher = pattern(regex).matcher(text);
        List<Span> spans = new ArrayList<>();
        int start = 0;
        while (matcher.find()) {
            spans.add(new Span(start, matcher.start()));
            start = matcher.end();
        }
        spans.add(new Span(start, text.length()));
        return new Sentences(text, spans);
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException(
                    "sentence_split_regex",
                    "The expression that splits sentences is malformed: " + e.getDescription());
        }
    }

    int size() {
        return spans.size();
    }

    /** The source text from the first to the last of these sentences, trimmed; empty if blank. */
    Optional<String> text(int first, int last) {
        String group = text.substring(spans.get(first).start(), spans.get(last).end());
        return Optional.of(PythonText.strip(group)).filter(s -> !s.isEmpty());
    }

    /** Each sentence with {@code buffer} neighbours on both sides, joined by spaces. */
    List<String> windows(int buffer) {
        List<String> windows = new ArrayList<>(spans.size());
        for (int i = 0; i < spans.size(); i++) {
            int to = Math.min(spans.size(), i + buffer + 1);
            List<String> parts = new ArrayList<>();
            for (Span span : spans.subList(Math.max(0, i - buffer), to)) {
                parts.add(text.substring(span.start(), span.end()));
            }
            windows.add(String.join(" ", parts));
        }
        return windows;
    }
}
