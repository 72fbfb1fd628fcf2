package lightrag.model.embedded.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of any language in lower case; ideographs come singly and in pairs. */
public final class Words {

    private static final Pattern WORD =
            Pattern.compile(
                    "[\\p{IsHan}\\p{IsHiragana}\\p{IsThai}]+|[\\p{IsKatakana}ー]+|[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*(?:['’-][\\p{L}\\p{N}]+)*");

    private final Lexicon lexicon;

    public Words(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** All words in order. */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** Stems of the words that carry meaning; what matches between a question and a sentence. */
    public List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        for (String word : of(text)) {
            if (isUnspaced(word.codePointAt(0))) {
                addPairs(word, terms);
            } else {
                addParts(word, terms);
            }
        }
        return terms;
    }

    private void addParts(String word, List<String> terms) {
        for (String part : word.split("['’-]")) {
            boolean meaning =
                    part.length() > 1 || Character.isDigit(part.isEmpty() ? ' ' : part.charAt(0));
            if (meaning && !lexicon.isFunction(part)) {
                terms.add(Stems.match(lexicon.lemma(part)));
            }
        }
    }

    private static void addPairs(String run, List<String> terms) {
        if (run.length() <= 2) {
            terms.add(run);
            return;
        }
        for (int i = 0; i + 2 <= run.length(); i++) {
            terms.add(run.substring(i, i + 2));
        }
    }

    /** Scripts written without spaces between words. */
    static boolean isUnspaced(int codePoint) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.THAI;
    }

    /** Whether English rules apply: enough of its commonest words, or a few plain Latin words. */
    public boolean looksEnglish(String text) {
        List<String> words = of(text);
        List<String> sample = words.subList(0, Math.min(300, words.size()));
        long latin =
                sample.stream()
                        .filter(w -> w.chars().allMatch(c -> c < 0x80 || c == 0x2019))
                        .count();
        if (sample.isEmpty() || latin < 0.8 * sample.size()) {
            return false;
        }
        long common = sample.stream().filter(w -> lexicon.has("common", w)).count();
        return sample.size() < 15 ? latin == sample.size() : common >= 0.15 * sample.size();
    }
}
