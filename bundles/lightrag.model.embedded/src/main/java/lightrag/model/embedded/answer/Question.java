package lightrag.model.embedded.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.Words;

/**
 * A question taken apart.
 *
 * @param text as asked, with the one before it when it makes no sense alone
 * @param terms stems of its words that carry meaning
 * @param names stems of words that are names by their capital
 * @param wanted what the sought sentence should show, such as a number
 */
record Question(String text, Set<String> terms, Set<String> names, Optional<Pattern> wanted) {

    private static final Pattern CAPITALISED =
            Pattern.compile("(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}\\p{M}]{2,}");

    private static final Pattern NUMBER =
            Pattern.compile(
                    "\\d|\\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|score|hundred|thousand|million)\\b");
    private static final Pattern DATE =
            Pattern.compile(
                    "\\b1[0-9]{3}\\b|\\b20[0-9]{2}\\b|\\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\\b|\\b(?:day|night|morning|evening|year)\\b");
    private static final Pattern REASON =
            Pattern.compile(
                    "\\b(?:because|since|therefore|reason|cause|for the purpose|in order|so that|owing to|due to)\\b",
                    Pattern.CASE_INSENSITIVE);

    static Question of(String asked, List<String> earlier, Lexicon lexicon) {
        Words words = new Words(lexicon);
        Set<String> terms = terms(asked, words, lexicon);
        String text = asked;
        if (terms.isEmpty() && !earlier.isEmpty()) {
            text = earlier.getLast() + " " + asked;
            terms = terms(text, words, lexicon);
        }
        return new Question(text, terms, names(text, words, lexicon), wanted(asked));
    }

    private static Set<String> terms(String text, Words words, Lexicon lexicon) {
        Set<String> terms = new LinkedHashSet<>(words.terms(text));
        terms.removeIf(term -> lexicon.has("questions", term));
        return terms;
    }

    private static Set<String> names(String text, Words words, Lexicon lexicon) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = CAPITALISED.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT);
            boolean first = text.substring(0, matcher.start()).isBlank();
            if (!first && !lexicon.isFunction(word) && !lexicon.has("titles", word)) {
                names.addAll(words.terms(word));
            }
        }
        return names;
    }

    private static Optional<Pattern> wanted(String text) {
        List<String> words = new ArrayList<>(Words.of(text));
        if (words.contains("why")) {
            return Optional.of(REASON);
        }
        if (words.contains("when") || words.contains("year") || words.contains("date")) {
            return Optional.of(DATE);
        }
        int how = words.indexOf("how");
        boolean amount =
                how >= 0
                        && how + 1 < words.size()
                        && Set.of("many", "much", "long", "large", "old", "far")
                                .contains(words.get(how + 1));
        return amount ? Optional.of(NUMBER) : Optional.empty();
    }
}
