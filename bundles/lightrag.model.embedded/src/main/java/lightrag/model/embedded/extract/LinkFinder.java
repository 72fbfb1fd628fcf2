package lightrag.model.embedded.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.Sentence;
import lightrag.model.embedded.text.Token;

/**
 * Connections between the entities of a sentence: the verb between a subject and what follows it, a
 * preposition or comma between neighbours, else that they are named together. A pronoun stands for
 * the person last spoken of.
 */
final class LinkFinder {

    /** A found connection. */
    record Found(String source, String target, String keyword, boolean strong) {}

    /** Sentences without a person after which a pronoun may mean anybody. */
    private static final int MAX_SILENCE = 3;

    private static final int MAX_NEIGHBOUR_DISTANCE = 12;
    private static final Set<String> WEAK_VERBS =
            Set.of("be", "have", "do", "let", "seem", "go", "come", "get", "regard", "say");

    private final Lexicon lexicon;
    private final Predicate<String> isPerson;
    private Optional<String> lastPerson = Optional.empty();
    private int silence;

    LinkFinder(Lexicon lexicon, Predicate<String> isPerson) {
        this.lexicon = lexicon;
        this.isPerson = isPerson;
    }

    /** Sentences are to be given in the order of the text. */
    List<Found> find(Sentence sentence, List<Mention> mentions) {
        List<Token> tokens = sentence.tokens();
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < tokens.size() && !mentions.isEmpty(); i++) {
            if (tokens.get(i).is("VERB")) {
                addVerb(tokens, mentions, i, found);
            }
        }
        for (int i = 0; i + 1 < mentions.size(); i++) {
            addNeighbours(tokens, mentions.get(i), mentions.get(i + 1), found);
        }
        remember(mentions);
        return found;
    }

    private void remember(List<Mention> mentions) {
        Optional<String> person =
                mentions.stream().map(Mention::name).filter(isPerson).reduce((a, b) -> b);
        silence = person.isPresent() ? 0 : silence + 1;
        if (person.isPresent() || silence > MAX_SILENCE) {
            lastPerson = person;
        }
    }

    private void addVerb(List<Token> tokens, List<Mention> mentions, int verb, List<Found> out) {
        Optional<String> subject = subject(tokens, mentions, verb);
        Optional<Mention> object = object(tokens, mentions, verb);
        if (subject.isEmpty() || object.isEmpty() || subject.get().equals(object.get().name())) {
            return;
        }
        String keyword = lexicon.lemma(tokens.get(verb).lower());
        if (WEAK_VERBS.contains(keyword)
                || keyword.length() < 2
                || !keyword.chars().allMatch(c -> Character.isLetter(c) || c == '-')) {
            return;
        }
        out.add(new Found(subject.get(), object.get().name(), keyword, true));
    }

    /** The nearest entity or pronoun before the verb in its clause. */
    private Optional<String> subject(List<Token> tokens, List<Mention> mentions, int verb) {
        for (int i = verb - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            if (token.is("VERB") && !joinedByAnd(tokens, i, verb) || endsClause(token)) {
                return Optional.empty();
            }
            Optional<Mention> mention = endingAt(mentions, i + 1);
            if (mention.isPresent()) {
                return Optional.of(head(tokens, mentions, mention.get()).name());
            }
            if (token.lower().equals("he") || token.lower().equals("she")) {
                return lastPerson;
            }
        }
        return Optional.empty();
    }

    private static boolean joinedByAnd(List<Token> tokens, int from, int to) {
        return tokens.subList(from, to).stream().anyMatch(token -> token.is("CCONJ"));
    }

    private static boolean endsClause(Token token) {
        return token.text().equals(";") || token.text().equals(":");
    }

    /** In "captain of the ship", the captain acts. */
    private static Mention head(List<Token> tokens, List<Mention> mentions, Mention last) {
        int at = mentions.indexOf(last);
        if (at == 0) {
            return last;
        }
        Mention before = mentions.get(at - 1);
        boolean of = before.to() < tokens.size() && tokens.get(before.to()).lower().equals("of");
        boolean near = last.from() - before.to() <= 2;
        return of && near ? head(tokens, mentions, before) : last;
    }

    private static Optional<Mention> object(List<Token> tokens, List<Mention> mentions, int verb) {
        for (int i = verb + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            int start = i;
            Optional<Mention> mention =
                    mentions.stream().filter(m -> m.from() == start).findFirst();
            if (mention.isPresent()) {
                return mention;
            }
            if (token.is("VERB") || endsClause(token)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Mention> endingAt(List<Mention> mentions, int end) {
        return mentions.stream().filter(mention -> mention.to() == end).findFirst();
    }

    private void addNeighbours(List<Token> tokens, Mention a, Mention b, List<Found> out) {
        boolean known =
                out.stream()
                        .anyMatch(
                                f ->
                                        f.source().equals(a.name()) && f.target().equals(b.name())
                                                || f.source().equals(b.name())
                                                        && f.target().equals(a.name()));
        int distance = b.from() - a.to();
        if (known || a.name().equals(b.name()) || distance > MAX_NEIGHBOUR_DISTANCE) {
            return;
        }
        Optional<String> keyword = connector(tokens.subList(a.to(), b.from()));
        if (keyword.isPresent()) {
            out.add(new Found(a.name(), b.name(), keyword.get(), true));
        } else if (a.proper() && b.proper() || distance <= 4) {
            out.add(new Found(a.name(), b.name(), "mentioned together", false));
        }
    }

    /** What a few words between two neighbours say; empty when they say more than a connector. */
    private static Optional<String> connector(List<Token> between) {
        boolean apposition =
                between.size() >= 2
                        && between.get(0).text().equals(",")
                        && between.get(1).is("DET");
        List<Token> telling =
                between.stream().filter(t -> !t.is("DET", "ADJ", "PRON", "ADV", "NUM")).toList();
        if (telling.size() != 1) {
            return Optional.empty();
        }
        return switch (telling.getFirst().lower()) {
            case "of" -> Optional.of("part of");
            case "in", "at", "on", "near" -> Optional.of("located in");
            case "from" -> Optional.of("origin");
            case "with" -> Optional.of("accompanied by");
            case "and" -> Optional.of("associated with");
            case "to", "into", "toward", "towards" -> Optional.of("directed to");
            case "by" -> Optional.of("done by");
            case "'s", "’s" -> Optional.of("belongs to");
            case "," -> apposition ? Optional.of("described as") : Optional.empty();
            default -> Optional.empty();
        };
    }
}
