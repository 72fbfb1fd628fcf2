package lightrag.model.embedded.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.Sentence;
import lightrag.model.embedded.text.Token;

/**
 * Proper names in tagged English sentences. The tagger alone cuts names apart, so a name also grows
 * over capitals beside it and over "of" between capitals.
 */
final class NameFinder {

    private static final int MAX_TOKENS = 6;
    private static final Set<String> LINKS =
            Set.of("of", "de", "la", "von", "van", "du", "da", "&");

    private final Lexicon lexicon;
    private final Set<String> known = new HashSet<>();
    private final Set<String> ordinary = new HashSet<>();

    /**
     * @param text all sentences of it, since a capital at the start of one says little by itself
     */
    NameFinder(Lexicon lexicon, List<Sentence> text) {
        this.lexicon = lexicon;
        for (Sentence sentence : text) {
            List<Token> tokens = sentence.tokens();
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                if (token.wordLike() && !token.capitalised()) {
                    ordinary.add(token.lower());
                } else if (token.is("PROPN") && !startsSentence(tokens, i)) {
                    known.add(token.lower());
                }
            }
        }
    }

    List<Mention> find(Sentence sentence) {
        List<Token> tokens = sentence.tokens();
        List<Mention> mentions = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            if (!isName(tokens, i)) {
                i++;
                continue;
            }
            int end = endOfName(tokens, i);
            addMention(sentence, i, end, mentions);
            i = end;
        }
        return mentions;
    }

    private void addMention(Sentence sentence, int from, int to, List<Mention> out) {
        List<Token> tokens = sentence.tokens();
        int start = from;
        boolean titled = false;
        while (start < to && lexicon.has("titles", tokens.get(start).lower()) && to - start > 1) {
            titled = true;
            if (!lexicon.has("stripped", tokens.get(start).lower())) {
                break;
            }
            start++;
        }
        while (to - start > 1 && lexicon.has("stripped", tokens.get(start).lower())) {
            start++;
        }
        if (start >= to) {
            return;
        }
        String name = name(sentence.text(), tokens, start, to);
        if (usable(name, tokens.subList(start, to))) {
            out.add(new Mention(name, true, titled, start, to));
        }
    }

    private boolean usable(String name, List<Token> tokens) {
        boolean onlyTitle = tokens.size() == 1 && lexicon.has("titles", tokens.getFirst().lower());
        boolean allTime =
                tokens.stream().allMatch(t -> lexicon.has("time", t.lower()) || !t.wordLike());
        boolean named = tokens.stream().anyMatch(t -> t.is("PROPN", "NOUN") && t.wordLike());
        return name.length() >= 3
                && name.length() <= 80
                && named
                && !onlyTitle
                && !allTime
                && !name.matches("(?i)(?=[ivxlc])[ivxlc]+\\.?")
                && !(tokens.size() == 1 && isCommonplace(tokens.getFirst()));
    }

    private boolean isCommonplace(Token token) {
        return lexicon.has("generic", token.lower()) || isDemonym(token);
    }

    /** As it stands in the text; words shouted in capitals are calmed. */
    private static String name(String text, List<Token> tokens, int from, int to) {
        String raw = text.substring(tokens.get(from).start(), tokens.get(to - 1).end());
        StringBuilder name = new StringBuilder();
        for (String word : raw.split(" ")) {
            boolean shouted = word.length() > 4 && word.equals(word.toUpperCase(Locale.ROOT));
            name.append(name.isEmpty() ? "" : " ")
                    .append(
                            shouted
                                    ? word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT)
                                    : word);
        }
        return name.toString().replaceAll("['’]s$|[.,;:]+$", "");
    }

    private boolean isName(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        if (!token.wordLike() || !token.capitalised() || lexicon.isFunction(token.lower())) {
            return false;
        }
        if (startsSentence(tokens, i)) {
            return known.contains(token.lower())
                    || token.is("PROPN") && !ordinary.contains(token.lower()) && acts(tokens, i);
        }
        return token.is("PROPN")
                || token.is("NOUN", "ADJ", "X", "VERB") && !ordinary.contains(token.lower());
    }

    /** A sentence may start with any word; a name there does or has something. */
    private boolean acts(List<Token> tokens, int i) {
        if (i + 1 >= tokens.size()) {
            return false;
        }
        Token next = tokens.get(i + 1);
        return next.is("VERB", "AUX", "PART", "PROPN")
                || next.capitalised() && next.wordLike() && !lexicon.isFunction(next.lower());
    }

    private static boolean startsSentence(List<Token> tokens, int i) {
        if (i == 0) {
            return true;
        }
        Token before = tokens.get(i - 1);
        return before.is("PUNCT") && !before.text().equals(",") && !before.text().equals("-");
    }

    private int endOfName(List<Token> tokens, int from) {
        int end = from + 1;
        while (end < tokens.size() && end - from < MAX_TOKENS) {
            int next = continues(tokens, from, end);
            if (next == end) {
                break;
            }
            end = next;
        }
        return end;
    }

    /** Behind what belongs to the name at {@code end}, or {@code end} when nothing does. */
    private int continues(List<Token> tokens, int from, int end) {
        Token last = tokens.get(end - 1);
        Token token = tokens.get(end);
        boolean title = lexicon.has("titles", last.lower());
        if (token.text().equals("-") && token.start() == last.end()) {
            return joined(tokens, end) ? end + 2 : end;
        }
        if (LINKS.contains(token.lower()) && !(title && from == end - 1)) {
            int next = end + 1;
            if (next < tokens.size() && tokens.get(next).lower().equals("the")) {
                next++;
            }
            return next < tokens.size() && isName(tokens, next) && !isDemonym(tokens.get(next))
                    ? next + 1
                    : end;
        }
        return isPart(token) ? end + 1 : end;
    }

    /** A capital directly behind a name belongs to it, whatever the word is elsewhere. */
    private boolean isPart(Token token) {
        return token.wordLike()
                && token.capitalised()
                && token.is("PROPN", "NOUN", "ADJ", "X", "VERB")
                && !lexicon.isFunction(token.lower());
    }

    private boolean isDemonym(Token token) {
        return lexicon.has("demonyms", token.lower());
    }

    private static boolean joined(List<Token> tokens, int dash) {
        return dash + 1 < tokens.size()
                && tokens.get(dash + 1).start() == tokens.get(dash).end()
                && tokens.get(dash + 1).capitalised();
    }
}
