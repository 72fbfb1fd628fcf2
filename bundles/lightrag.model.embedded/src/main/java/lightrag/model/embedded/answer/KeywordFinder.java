package lightrag.model.embedded.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lightrag.model.embedded.extract.PhraseFinder;
import lightrag.model.embedded.text.EnglishTagger;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.Sentence;
import lightrag.model.embedded.text.SentenceSplitter;
import lightrag.model.embedded.text.Stems;
import lightrag.model.embedded.text.Token;
import lightrag.model.embedded.text.Words;

/** Keywords of a question: what it names, and what it is about. Thread-safe. */
public final class KeywordFinder {

    /**
     * @param high themes: verbs and nouns
     * @param low names and terms
     */
    public record Keywords(List<String> high, List<String> low) {
        public Keywords {
            high = List.copyOf(high);
            low = List.copyOf(low);
        }
    }

    private static final int MAX = 8;

    private final Lexicon lexicon;
    private final Words words;
    private final EnglishTagger tagger;
    private final PhraseFinder phrases;

    public KeywordFinder(Lexicon lexicon, EnglishTagger tagger) {
        this.lexicon = lexicon;
        this.words = new Words(lexicon);
        this.tagger = tagger;
        this.phrases = new PhraseFinder(lexicon);
    }

    public Keywords find(String question) {
        return words.looksEnglish(question) ? english(question) : foreign(question);
    }

    private Keywords english(String question) {
        List<Sentence> sentences = tagger.tag(SentenceSplitter.split(question));
        Set<String> low = new LinkedHashSet<>(phrases.find(sentences));
        Set<String> high = new LinkedHashSet<>();
        for (Sentence sentence : sentences) {
            for (Token token : sentence.tokens()) {
                if (isTheme(token)) {
                    high.add(token.is("VERB") ? lexicon.lemma(token.lower()) : token.lower());
                }
                if (isTheme(token) && !token.is("VERB", "ADV") && !within(low, token)) {
                    low.add(token.text());
                }
            }
        }
        low.removeIf(phrase -> lexicon.has("questions", phrase.toLowerCase(Locale.ROOT)));
        return limited(high.isEmpty() ? low : high, low.isEmpty() ? high : low);
    }

    private static boolean within(Set<String> phrases, Token token) {
        String stem = Stems.noun(token.lower());
        return phrases.stream().anyMatch(p -> p.toLowerCase(Locale.ROOT).contains(stem));
    }

    private boolean isTheme(Token token) {
        return token.wordLike()
                && token.text().length() > 2
                && !lexicon.isFunction(token.lower())
                && !lexicon.has("questions", lexicon.lemma(token.lower()));
    }

    private static Keywords foreign(String question) {
        Set<String> low = new LinkedHashSet<>(PhraseFinder.foreign(question));
        Set<String> high = new LinkedHashSet<>();
        for (String word : Words.of(question)) {
            if (word.codePointCount(0, word.length()) >= 4) {
                high.add(word);
            }
        }
        return limited(high.isEmpty() ? low : high, low.isEmpty() ? high : low);
    }

    private static Keywords limited(Set<String> high, Set<String> low) {
        return new Keywords(first(high), first(low));
    }

    private static List<String> first(Set<String> words) {
        List<String> all = new ArrayList<>(words);
        return all.subList(0, Math.min(MAX, all.size()));
    }
}
