package lightrag.model.embedded.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an English sentence into words and marks as the tagger's training text has them. */
final class Tokens {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?:Mr|Mrs|Ms|Dr|St|Mt|Messrs|Prof|Capt|Gen|Col|Lieut|Hon|Rev|Sr|Jr|No|Vol|etc)\\."
                            + "|(?:\\p{Lu}\\.){2,}|\\p{Lu}\\.(?=\\s\\p{Lu})"
                            + "|[\\p{L}\\p{M}]+?(?=n['’]t(?![\\p{L}]))|n['’]t(?![\\p{L}])"
                            + "|['’](?:s|ll|re|ve|d|m|S)(?![\\p{L}])"
                            + "|[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{N}]*"
                            + "|\\p{N}+(?:[.,:]\\p{N}+)*(?:st|nd|rd|th)?"
                            + "|\\.{2,}|-{2,}|\\S");

    private Tokens() {}

    /** Place of a token in its sentence. */
    record Span(int start, int end) {}

    static List<Span> find(String sentence) {
        List<Span> spans = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sentence);
        while (matcher.find()) {
            spans.add(new Span(matcher.start(), matcher.end()));
        }
        return spans;
    }
}
