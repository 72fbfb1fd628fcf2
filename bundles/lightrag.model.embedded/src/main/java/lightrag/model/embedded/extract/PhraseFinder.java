package lightrag.model.embedded.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.Sentence;

/** Names and terms of a short text, spelled as {@link GraphExtractor} spells entities. */
public final class PhraseFinder {

    private final Lexicon lexicon;

    public PhraseFinder(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** In order of appearance; a term within a longer one is left out. */
    public List<String> find(List<Sentence> sentences) {
        NameFinder names = new NameFinder(lexicon, sentences);
        TermFinder terms = new TermFinder(lexicon);
        Set<String> found = new LinkedHashSet<>();
        for (Sentence sentence : sentences) {
            List<Mention> mentions = new ArrayList<>(names.find(sentence));
            mentions.addAll(terms.find(sentence));
            mentions.sort(
                    Comparator.comparingInt(Mention::from).thenComparingInt(m -> -m.length()));
            int covered = 0;
            for (Mention mention : mentions) {
                if (mention.from() >= covered) {
                    found.add(mention.name());
                    covered = mention.to();
                }
            }
        }
        return List.copyOf(found);
    }

    /** Names in a text of another language. */
    public static List<String> foreign(String text) {
        return List.copyOf(ForeignGraph.candidates(text));
    }
}
