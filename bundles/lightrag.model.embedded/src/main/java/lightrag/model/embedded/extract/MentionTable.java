package lightrag.model.embedded.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All mentions of a text by sentence; decides which names and terms are worth an entity. */
final class MentionTable {

    private final List<List<Mention>> bySentence;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    MentionTable(List<List<Mention>> bySentence) {
        Map<String, String> full = fullNames(bySentence);
        this.bySentence =
                bySentence.stream()
                        .map(row -> row.stream().map(m -> renamed(m, full)).toList())
                        .toList();
        for (List<Mention> row : this.bySentence) {
            for (Mention mention : row) {
                counts.merge(mention.name(), 1, Integer::sum);
                if (mention.proper()) {
                    names.add(mention.name());
                }
            }
        }
    }

    private static Mention renamed(Mention mention, Map<String, String> full) {
        return mention.proper()
                ? mention.named(full.getOrDefault(mention.name(), mention.name()))
                : mention;
    }

    /** "Lincoln" means "Abraham Lincoln" where exactly one name of the text ends in it. */
    private static Map<String, String> fullNames(List<List<Mention>> rows) {
        Map<String, Set<String>> byLast = new HashMap<>();
        for (List<Mention> row : rows) {
            for (Mention mention : row) {
                String name = mention.name();
                if (mention.proper() && name.contains(" ") && !name.contains(" of ")) {
                    byLast.computeIfAbsent(
                                    name.substring(name.lastIndexOf(' ') + 1), k -> new HashSet<>())
                            .add(name);
                }
            }
        }
        Map<String, String> full = new HashMap<>();
        byLast.forEach(
                (last, candidates) -> {
                    if (candidates.size() == 1) {
                        full.put(last, candidates.iterator().next());
                    }
                });
        return full;
    }

    boolean isName(String name) {
        return names.contains(name);
    }

    /** The most telling names and terms, at most {@code max}, best first; ties by first mention. */
    Set<String> best(int max) {
        List<String> ranked =
                new ArrayList<>(counts.keySet().stream().filter(this::worthwhile).toList());
        ranked.sort(Comparator.comparingInt((String name) -> -score(name)));
        return new HashSet<>(ranked.subList(0, Math.min(max, ranked.size())));
    }

    private boolean worthwhile(String name) {
        int needed = names.contains(name) ? 1 : name.contains(" ") ? 2 : 3;
        return counts.getOrDefault(name, 0) >= needed;
    }

    private int score(String name) {
        int count = counts.getOrDefault(name, 0);
        return names.contains(name) ? 3 * count + 6 : name.contains(" ") ? 3 * count : count;
    }

    /** Mentions of these names in one sentence by position; of overlapping ones the longest. */
    List<Mention> in(int sentence, Set<String> chosen) {
        List<Mention> candidates =
                new ArrayList<>(
                        bySentence.get(sentence).stream()
                                .filter(mention -> chosen.contains(mention.name()))
                                .toList());
        candidates.sort(
                Comparator.comparingInt((Mention m) -> -m.length())
                        .thenComparingInt(Mention::from));
        List<Mention> kept = new ArrayList<>();
        for (Mention mention : candidates) {
            if (kept.stream().noneMatch(k -> k.from() < mention.to() && mention.from() < k.to())) {
                kept.add(mention);
            }
        }
        kept.sort(Comparator.comparingInt(Mention::from));
        return kept;
    }
}
