package lightrag.model.embedded.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.model.embedded.answer.AnswerContext.Passage;
import lightrag.model.embedded.answer.Candidate.Scored;
import lightrag.model.embedded.embedding.SentenceEncoder;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.SentenceSplitter;
import lightrag.model.embedded.text.Words;
import lightrag.spi.model.CallPriority;

/**
 * Answers with sentences of the context, each followed by the number of its document. Thread-safe.
 */
public final class AnswerWriter {

    /** What is said when no sentence answers. */
    public static final String NOTHING =
            "The documents of this knowledge base say nothing that answers this question.";

    private static final int MAX_SENTENCES = 5;
    private static final int MAX_LENGTH = 1200;
    private static final int MAX_LEAD_IN = 300;
    private static final Set<String> LEANS_BACK =
            Set.of(
                    "he", "she", "it", "they", "this", "that", "these", "those", "his", "her",
                    "its", "their", "but", "and", "then", "so", "such", "thus");

    private final Lexicon lexicon;
    private final Words words;
    private final SentenceRanker ranker;

    public AnswerWriter(Lexicon lexicon, SentenceEncoder encoder) {
        this.lexicon = lexicon;
        this.words = new Words(lexicon);
        this.ranker = new SentenceRanker(encoder);
    }

    /**
     * The answer in pieces, a sentence each, and a closing list of the documents used.
     *
     * @param earlier questions of the conversation, oldest first
     */
    public List<String> answer(
            String asked, List<String> earlier, AnswerContext context, CallPriority priority) {
        Question question = Question.of(asked, earlier, lexicon);
        List<Candidate> candidates = candidates(context);
        List<Scored> ranked = ranker.rank(question, candidates, priority);
        if (ranked.isEmpty() || !relevant(question, ranked.getFirst(), candidates)) {
            return List.of(NOTHING);
        }
        return written(withLeadIns(choose(ranked), candidates), context);
    }

    private List<Candidate> candidates(AnswerContext context) {
        List<Candidate> candidates = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Passage> passages =
                context.passages().isEmpty()
                        ? context.facts().stream().map(fact -> new Passage("", fact)).toList()
                        : context.passages();
        for (int i = 0; i < passages.size(); i++) {
            String reference = passages.get(i).referenceId();
            String title = context.titles().getOrDefault(reference, "");
            Set<String> titleTerms = Set.copyOf(words.terms(title.replace('_', ' ')));
            List<String> sentences = whole(SentenceSplitter.split(passages.get(i).content()));
            for (int position = 0; position < sentences.size(); position++) {
                String sentence = sentences.get(position);
                if (seen.add(sentence)) {
                    Set<String> terms = new LinkedHashSet<>(words.terms(sentence));
                    candidates.add(
                            new Candidate(sentence, reference, i, position, terms, titleTerms));
                }
            }
        }
        return candidates;
    }

    /** Without what the ends of a passage cut off; its neighbour passage has it whole. */
    private static List<String> whole(List<String> sentences) {
        int from = 0;
        int to = sentences.size();
        if (to > 2 && Character.isLowerCase(sentences.getFirst().codePointAt(0))) {
            from++;
        }
        if (to > 2
                && Character.isLetter(
                        sentences.getLast().codePointBefore(sentences.getLast().length()))) {
            to--;
        }
        return sentences.subList(from, to);
    }

    /** A question about somebody the context never names is not answered by what sounds alike. */
    private static boolean relevant(Question question, Scored best, List<Candidate> candidates) {
        boolean named =
                question.names().isEmpty()
                        || candidates.stream()
                                .anyMatch(c -> question.names().stream().anyMatch(c::has));
        if (!named) {
            return best.similarity() >= 0.65;
        }
        return best.similarity() >= 0.42 || best.coverage() >= 0.5 && best.similarity() >= 0.2;
    }

    /** The best and others near it, none that repeats another, within the length of an answer. */
    private static List<Candidate> choose(List<Scored> ranked) {
        double floor = 0.6 * ranked.getFirst().score();
        List<Candidate> chosen = new ArrayList<>();
        int length = 0;
        for (Scored scored : ranked) {
            Candidate candidate = scored.candidate();
            boolean fits = length + candidate.text().length() <= MAX_LENGTH || chosen.isEmpty();
            if (scored.score() < floor || chosen.size() == MAX_SENTENCES) {
                break;
            }
            if (fits && chosen.stream().noneMatch(c -> overlap(c, candidate) > 0.6)) {
                chosen.add(candidate);
                length += candidate.text().length();
            }
        }
        return chosen;
    }

    private static double overlap(Candidate a, Candidate b) {
        Set<String> shared = new HashSet<>(a.terms());
        shared.retainAll(b.terms());
        int smaller = Math.min(a.terms().size(), b.terms().size());
        return smaller == 0 ? 0 : (double) shared.size() / smaller;
    }

    /** Adds the sentence before one that starts with a word such as "he", for it says who. */
    private static List<Candidate> withLeadIns(List<Candidate> chosen, List<Candidate> all) {
        Set<Candidate> result = new LinkedHashSet<>();
        for (Candidate candidate : chosen) {
            int at = all.indexOf(candidate);
            List<String> words = Words.of(candidate.text());
            boolean leans = !words.isEmpty() && LEANS_BACK.contains(words.getFirst());
            if (leans && at > 0) {
                Candidate before = all.get(at - 1);
                boolean same = before.passage() == candidate.passage();
                if (same && before.text().length() <= MAX_LEAD_IN) {
                    result.add(before);
                }
            }
            result.add(candidate);
        }
        return List.copyOf(result);
    }

    private static List<String> written(List<Candidate> chosen, AnswerContext context) {
        Map<String, List<Candidate>> byDocument = new LinkedHashMap<>();
        chosen.forEach(
                c -> byDocument.computeIfAbsent(c.referenceId(), k -> new ArrayList<>()).add(c));
        List<String> pieces = new ArrayList<>();
        byDocument.forEach(
                (reference, sentences) -> {
                    sentences.sort(
                            Comparator.comparingInt(Candidate::passage)
                                    .thenComparingInt(Candidate::position));
                    String gap = pieces.isEmpty() ? "" : "\n\n";
                    for (Candidate sentence : sentences) {
                        pieces.add(
                                gap
                                        + sentence.text()
                                        + (reference.isEmpty() ? "" : " [" + reference + "]"));
                        gap = " ";
                    }
                });
        String references = references(byDocument.keySet(), context.titles());
        if (!references.isEmpty()) {
            pieces.add("\n\n### References\n\n" + references);
        }
        return pieces;
    }

    private static String references(Set<String> used, Map<String, String> titles) {
        StringBuilder lines = new StringBuilder();
        for (String id : used) {
            String title = titles.get(id);
            if (title != null) {
                lines.append(lines.isEmpty() ? "" : "\n")
                        .append("- [")
                        .append(id)
                        .append("] ")
                        .append(title);
            }
        }
        return lines.toString();
    }
}
