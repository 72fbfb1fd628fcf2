package lightrag.model.embedded.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The graph of a text in any other language, without grammar: capitalised runs where there are
 * capitals, quoted names, runs of foreign-word script, and pieces that recur where words aren't
 * spaced. What stands together in a sentence is connected.
 */
final class ForeignGraph {

    private static final Pattern NAMES =
            Pattern.compile(
                    "\\p{Lu}[\\p{L}\\p{M}\\p{N}'’-]+(?: (?:(?:de|du|des|da|do|di|del|der|den|von|van|la|el|al) ){0,2}\\p{Lu}[\\p{L}\\p{M}\\p{N}'’-]+){0,3}"
                            + "|《[^》]{2,20}》|「[^」]{2,20}」|“[\\p{IsHan}]{2,12}”|[\\p{IsKatakana}ー]{3,}");

    /** Runs between the commonest particles of Chinese and Japanese. */
    private static final Pattern PIECES =
            Pattern.compile(
                    "(?![的了是在和与我你他她它们这那有不就也都而及或])[\\p{IsHan}&&[^的了是在和与我你他她它们这那有不就也都而及或]]{2,6}");

    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{M}]{4,}");
    private static final int MAX_IN_SENTENCE = 6;

    private ForeignGraph() {}

    static ExtractedGraph build(List<String> sentences) {
        List<Set<String>> bySentence = sentences.stream().map(ForeignGraph::candidates).toList();
        Map<String, Integer> counts = new LinkedHashMap<>();
        bySentence.forEach(names -> names.forEach(name -> counts.merge(name, 1, Integer::sum)));
        Set<String> chosen = chosen(counts);
        if (chosen.isEmpty()) {
            return fallback(sentences);
        }
        GraphBuilder graph = new GraphBuilder();
        for (int i = 0; i < sentences.size(); i++) {
            String sentence = sentences.get(i);
            List<String> here =
                    bySentence.get(i).stream()
                            .filter(chosen::contains)
                            .limit(MAX_IN_SENTENCE)
                            .toList();
            here.forEach(name -> graph.node(name, type(name), sentence, lengthScore(sentence)));
            for (int k = 0; k + 1 < here.size(); k++) {
                graph.link(here.get(k), here.get(k + 1), "association", sentence, true);
            }
        }
        return graph.build();
    }

    private static int lengthScore(String sentence) {
        return sentence.length() >= 20 && sentence.length() <= 300 ? 1 : 0;
    }

    static Set<String> candidates(String sentence) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAMES.matcher(sentence);
        while (matcher.find()) {
            boolean plainStart = matcher.start() == 0 && !matcher.group().contains(" ");
            String name = matcher.group().replaceAll("[《》「」“”]", "");
            // the first word of a sentence has its capital from there; it counts when it comes
            // again
            if (name.length() >= 2 && (!plainStart || !Character.isUpperCase(name.charAt(0)))) {
                names.add(name);
            }
        }
        Matcher pieces = PIECES.matcher(sentence);
        while (pieces.find()) {
            names.add(pieces.group());
        }
        return names;
    }

    private static Set<String> chosen(Map<String, Integer> counts) {
        List<String> ranked = new ArrayList<>(counts.keySet());
        ranked.sort(Comparator.comparingInt((String name) -> -counts.getOrDefault(name, 0)));
        return new LinkedHashSet<>(
                ranked.subList(0, Math.min(GraphBuilder.MAX_NODES, ranked.size())));
    }

    /** Without any name, the words that come most often. */
    private static ExtractedGraph fallback(List<String> sentences) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, String> where = new HashMap<>();
        for (String sentence : sentences) {
            Matcher words = WORDS.matcher(sentence.toLowerCase(Locale.ROOT));
            while (words.find()) {
                counts.merge(words.group(), 1, Integer::sum);
                where.putIfAbsent(words.group(), sentence);
            }
        }
        GraphBuilder graph = new GraphBuilder();
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= 2)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(5)
                .forEach(
                        e ->
                                graph.node(
                                        e.getKey(),
                                        "Concept",
                                        where.getOrDefault(e.getKey(), e.getKey()),
                                        1));
        return graph.build();
    }

    private static String type(String name) {
        return name.contains(" ") ? "Person" : "Concept";
    }
}
