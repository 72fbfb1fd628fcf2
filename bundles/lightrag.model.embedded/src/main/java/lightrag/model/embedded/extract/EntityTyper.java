package lightrag.model.embedded.extract;

import java.util.List;
import java.util.Locale;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.Stems;
import lightrag.model.embedded.text.Token;

/** Guesses an entity's type from its words, and a name's from the company it keeps. */
final class EntityTyper {

    private static final List<String> TERM_TYPES =
            List.of(
                    "Person",
                    "Creature",
                    "Artifact",
                    "Content",
                    "Event",
                    "Data",
                    "Organization",
                    "Location",
                    "NaturalObject",
                    "Method");

    /** A section of the lexicon and the type its words tell. */
    private record NameEnd(String section, String type) {}

    /** Kinds of names that their last word tells; a word in two sections takes the first. */
    private static final List<NameEnd> NAME_ENDS =
            List.of(
                    new NameEnd("org", "Organization"),
                    new NameEnd("loc", "Location"),
                    new NameEnd("event", "Event"),
                    new NameEnd("content", "Content"));

    private final Lexicon lexicon;

    EntityTyper(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** What the places around a name's mentions speak for. */
    static final class Votes {
        private int person;
        private int location;
        private int thing;

        /** Counts one mention. */
        void add(Lexicon lexicon, List<Token> tokens, Mention mention) {
            String before = word(tokens, mention.from() - 1);
            String after = word(tokens, mention.to());
            if (mention.titled()) {
                person += 4;
            }
            boolean acts = lexicon.has("animate", lexicon.lemma(after));
            if (after.equals("'s") || after.equals("’s")) {
                person++;
            }
            if (acts || before.equals("said") || before.equals("cried")) {
                person += 2;
            }
            if (lexicon.has("locative", before)) {
                location++;
            }
            if (before.equals("the")) {
                thing++;
                location += lexicon.has("locative", word(tokens, mention.from() - 2)) ? 1 : 0;
            }
        }

        private static String word(List<Token> tokens, int at) {
            return at >= 0 && at < tokens.size() ? tokens.get(at).lower() : "";
        }
    }

    String typeOfName(String name, Votes votes) {
        String[] words = name.toLowerCase(Locale.ROOT).split("[ -]");
        String last = words[words.length - 1];
        // "University of Paris", "Secretary of War": the word before "of" counts
        String head = name.contains(" of ") ? words[0] : last;
        if (lexicon.has("titles", words[0])) {
            return "Person";
        }
        for (NameEnd end : NAME_ENDS) {
            if (lexicon.has(end.section(), head) || lexicon.has(end.section(), Stems.noun(head))) {
                return end.type();
            }
        }
        if (lexicon.has("firstnames", words[0]) && !name.contains(" of ")) {
            return "Person";
        }
        if (!name.contains(" of ") && lexicon.has("places", last)
                || last.matches("\\p{L}{3,}(?:land|ville|burgh|burg|berg|shire)")) {
            return "Location";
        }
        String byHead = typeOfTerm(name);
        return byHead.equals("Concept") ? byVotes(votes, name) : byHead;
    }

    private static String byVotes(Votes votes, String name) {
        int best = Math.max(votes.person, Math.max(votes.location, votes.thing));
        if (best == 0) {
            return name.contains(" ") ? "Concept" : "Other";
        }
        if (best == votes.person) {
            return "Person";
        }
        if (best == votes.location) {
            return "Location";
        }
        return best > 1 ? "Artifact" : "Concept";
    }

    String typeOfTerm(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String head = lower.substring(lower.lastIndexOf(' ') + 1);
        for (String type : TERM_TYPES) {
            if (lexicon.has(type, head)) {
                return type;
            }
        }
        return head.endsWith("ing") ? "Method" : "Concept";
    }
}
