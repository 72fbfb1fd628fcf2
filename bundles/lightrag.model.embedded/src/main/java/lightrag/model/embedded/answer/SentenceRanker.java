package lightrag.model.embedded.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.model.embedded.embedding.SentenceEncoder;
import lightrag.spi.model.CallPriority;

/**
 * Ranks sentences by the question's rare words and by meaning. Meaning costs milliseconds a
 * sentence, so it is asked only for those that share words or stand in the best passages.
 */
final class SentenceRanker {

    private static final int BY_WORDS = 28;
    private static final int BY_PLACE = 12;
    private static final int SHORTEST = 25;
    private static final int LONGEST = 600;

    private final SentenceEncoder encoder;

    SentenceRanker(SentenceEncoder encoder) {
        this.encoder = encoder;
    }

    /** The most promising candidates, best first; ties in the order of the context. */
    List<Candidate.Scored> rank(
            Question question, List<Candidate> candidates, CallPriority priority) {
        Map<String, Double> weights = weights(question, candidates);
        List<Candidate> shortlist = shortlist(question, candidates, weights);
        List<String> texts = new ArrayList<>();
        texts.add(question.text());
        shortlist.forEach(candidate -> texts.add(candidate.text()));
        List<float[]> vectors = encoder.encode(texts, priority);
        List<Candidate.Scored> scored = new ArrayList<>();
        for (int i = 0; i < shortlist.size(); i++) {
            double similarity = dot(vectors.getFirst(), vectors.get(i + 1));
            scored.add(scored(question, shortlist.get(i), weights, similarity));
        }
        scored.sort(Comparator.comparingDouble(s -> -s.score()));
        return scored;
    }

    private static Candidate.Scored scored(
            Question question,
            Candidate candidate,
            Map<String, Double> weights,
            double similarity) {
        double coverage = coverage(candidate, weights);
        boolean wanted =
                question.wanted().map(p -> p.matcher(candidate.text()).find()).orElse(false);
        double score =
                0.55 * similarity
                        + 0.45 * coverage
                        + (wanted ? 0.06 : 0)
                        + 0.05 / (1 + candidate.passage())
                        - (candidate.text().length() > LONGEST ? 0.1 : 0);
        return new Candidate.Scored(candidate, coverage, similarity, score);
    }

    /** Rarity of each term of the question; one that occurs nowhere counts half. */
    private static Map<String, Double> weights(Question question, List<Candidate> candidates) {
        Map<String, Double> weights = new HashMap<>();
        for (String term : question.terms()) {
            long found = candidates.stream().filter(c -> c.has(term)).count();
            double rarity = Math.log(1 + (candidates.size() - found + 0.5) / (found + 0.5));
            weights.put(term, found == 0 ? rarity / 2 : rarity);
        }
        return weights;
    }

    private static double coverage(Candidate candidate, Map<String, Double> weights) {
        double all = 0;
        double found = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            all += weight.getValue();
            found += candidate.has(weight.getKey()) ? weight.getValue() : 0;
        }
        return all == 0 ? 0 : found / all;
    }

    private static List<Candidate> shortlist(
            Question question, List<Candidate> candidates, Map<String, Double> weights) {
        List<Candidate> usable =
                candidates.stream().filter(c -> c.text().length() >= SHORTEST).toList();
        Set<Candidate> chosen = new LinkedHashSet<>();
        usable.stream()
                .filter(c -> c.terms().stream().anyMatch(question.terms()::contains))
                .sorted(Comparator.comparingDouble(c -> -coverage(c, weights)))
                .limit(BY_WORDS)
                .forEach(chosen::add);
        usable.stream().limit(BY_PLACE).forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
