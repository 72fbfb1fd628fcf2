package lightrag.model.embedded.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.SentenceSplitter;
import lightrag.model.embedded.text.Words;

/** Shortens descriptions to the sentences that share most with all others. Thread-safe. */
public final class SummaryWriter {

    private static final int MAX_LENGTH = 900;
    private static final double REPEATS = 0.6;

    private final Words words;

    public SummaryWriter(Lexicon lexicon) {
        this.words = new Words(lexicon);
    }

    private record Line(String text, int order, Set<String> terms) {}

    /**
     * @param subject name of what is described; sentences that say it are preferred
     * @return sentences in their first order; never blank when a description isn't
     */
    public String summarise(String subject, List<String> descriptions) {
        List<Line> lines = lines(descriptions);
        Map<String, Integer> frequency = new HashMap<>();
        lines.forEach(line -> line.terms().forEach(term -> frequency.merge(term, 1, Integer::sum)));
        Set<String> subjectTerms = Set.copyOf(words.terms(subject));
        List<Line> ranked = new ArrayList<>(lines);
        ranked.sort(Comparator.comparingDouble(line -> -score(line, frequency, subjectTerms)));
        List<Line> chosen = new ArrayList<>();
        int length = 0;
        for (Line line : ranked) {
            boolean fits = chosen.isEmpty() || length + line.text().length() <= MAX_LENGTH;
            if (fits && chosen.stream().noneMatch(c -> repeats(c, line))) {
                chosen.add(line);
                length += line.text().length() + 1;
            }
        }
        chosen.sort(Comparator.comparingInt(Line::order));
        return String.join(" ", chosen.stream().map(Line::text).toList());
    }

    private List<Line> lines(List<String> descriptions) {
        Set<String> texts = new LinkedHashSet<>();
        descriptions.forEach(description -> texts.addAll(SentenceSplitter.split(description)));
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new Line(text, lines.size(), Set.copyOf(words.terms(text))));
        }
        return lines;
    }

    private static double score(Line line, Map<String, Integer> frequency, Set<String> subject) {
        double shared = line.terms().stream().mapToInt(t -> frequency.getOrDefault(t, 0)).sum();
        boolean named = !subject.isEmpty() && line.terms().containsAll(subject);
        return shared / Math.sqrt(line.terms().size() + 4.0) + (named ? 2 : 0);
    }

    private static boolean repeats(Line a, Line b) {
        Set<String> shared = new HashSet<>(a.terms());
        shared.retainAll(b.terms());
        int smaller = Math.min(a.terms().size(), b.terms().size());
        return smaller > 0 && (double) shared.size() / smaller > REPEATS;
    }
}
