package lightrag.model.embedded.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Paragraphs and sentences of text in any language. Lines of a paragraph are joined, since prose is
 * often wrapped; headings, which end without a mark, are sentences of their own.
 */
public final class SentenceSplitter {

    private static final Pattern PARAGRAPHS = Pattern.compile("\\R\\s*\\R");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final Pattern MARKUP =
            Pattern.compile("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|^#{1,6}\\s+|\\*\\*");
    private static final Pattern ENDS =
            Pattern.compile(
                    "(?<=[.!?…][\"'”’)\\]]{0,2})\\s+(?=[\"'“‘(\\[]{0,2}[\\p{Lu}\\p{Lo}\\p{N}])"
                            + "|(?<=[。！？][」』”’）]{0,2})(?![」』”’）。！？])");
    private static final Pattern ABBREVIATION =
            Pattern.compile(
                    "(?:^|.*[\\s(\"'“‘])(?:Mr|Mrs|Ms|Dr|St|Mt|Messrs|Prof|Capt|Gen|Col|Lieut|Hon|Rev|Sr|Jr|No|Vol|vs|etc|cf|e\\.g|i\\.e|viz|\\p{Lu})\\.",
                    Pattern.DOTALL);

    private SentenceSplitter() {}

    /** Sentences in order, each trimmed and on one line; never blank. */
    public static List<String> split(String text) {
        List<String> sentences = new ArrayList<>();
        for (String paragraph : PARAGRAPHS.split(text)) {
            String line = SPACES.matcher(MARKUP.matcher(paragraph).replaceAll("")).replaceAll(" ");
            addSentences(line.strip(), sentences);
        }
        return sentences;
    }

    private static void addSentences(String paragraph, List<String> out) {
        StringBuilder open = new StringBuilder();
        for (String part : ENDS.split(paragraph)) {
            open.append(open.isEmpty() ? "" : " ").append(part);
            if (!ABBREVIATION.matcher(part).matches()) {
                flush(open, out);
            }
        }
        flush(open, out);
    }

    private static void flush(StringBuilder open, List<String> out) {
        String sentence = open.toString().strip();
        if (!sentence.isEmpty()) {
            out.add(sentence);
        }
        open.setLength(0);
    }
}
