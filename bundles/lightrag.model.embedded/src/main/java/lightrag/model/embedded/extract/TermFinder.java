package lightrag.model.embedded.extract;

import java.util.ArrayList;
import java.util.List;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.Sentence;
import lightrag.model.embedded.text.Stems;
import lightrag.model.embedded.text.Token;

/** Terms in tagged English sentences: nouns with the nouns and adjectives before them. */
final class TermFinder {

    private static final int MAX_TOKENS = 3;

    private final Lexicon lexicon;

    TermFinder(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** The whole phrase and its head alone, both as mentions; the caller keeps what is frequent. */
    List<Mention> find(Sentence sentence) {
        List<Token> tokens = sentence.tokens();
        List<Mention> mentions = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            int end = i;
            while (end < tokens.size() && belongs(tokens, end)) {
                end++;
            }
            if (end > i) {
                add(tokens, i, end, mentions);
            }
            i = Math.max(end, i + 1);
        }
        return mentions;
    }

    private boolean belongs(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        return token.wordLike()
                && !hyphenated(tokens, i)
                && !token.capitalised()
                && token.text().length() > 2
                && token.is("NOUN", "PROPN", "ADJ")
                && !lexicon.isFunction(token.lower())
                && !lexicon.has("time", token.lower());
    }

    /** A part of a compound such as main-royal-mast names nothing by itself. */
    private static boolean hyphenated(List<Token> tokens, int i) {
        boolean before =
                i > 0
                        && tokens.get(i - 1).text().matches("[-'’]")
                        && tokens.get(i - 1).end() == tokens.get(i).start();
        boolean after =
                i + 1 < tokens.size()
                        && tokens.get(i + 1).text().equals("-")
                        && tokens.get(i + 1).start() == tokens.get(i).end();
        return before || after;
    }

    private void add(List<Token> tokens, int from, int end, List<Mention> out) {
        int to = end;
        while (to > from && tokens.get(to - 1).is("ADJ")) {
            to--;
        }
        if (to == from || lexicon.has("generic", tokens.get(to - 1).lower())) {
            return;
        }
        int start = Math.max(from, to - MAX_TOKENS);
        if (to - start > 1) {
            out.add(new Mention(name(tokens, start, to), false, false, start, to));
        }
        if (tokens.get(to - 1).lower().length() > 3) {
            out.add(new Mention(name(tokens, to - 1, to), false, false, to - 1, to));
        }
    }

    /** Capitals on all words and a singular head, so that a term has one spelling everywhere. */
    private static String name(List<Token> tokens, int from, int to) {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < to; i++) {
            String word = tokens.get(i).lower();
            String shown = i == to - 1 ? Stems.noun(word) : word;
            name.append(name.isEmpty() ? "" : " ")
                    .append(Character.toUpperCase(shown.charAt(0)))
                    .append(shown, 1, shown.length());
        }
        return name.toString();
    }
}
