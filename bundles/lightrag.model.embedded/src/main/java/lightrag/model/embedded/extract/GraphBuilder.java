package lightrag.model.embedded.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects nodes and links, one a name and one a pair, within the limits of a reply. */
final class GraphBuilder {

    static final int MAX_NODES = 24;
    private static final int MAX_LINKS = 32;
    private static final int MAX_KEYWORDS = 3;

    private final Map<String, ExtractedGraph.Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> nodeScores = new LinkedHashMap<>();
    private final Map<Set<String>, Pair> pairs = new LinkedHashMap<>();

    private static final class Pair {
        private final String source;
        private final String target;
        private final Set<String> keywords = new LinkedHashSet<>();
        private String description = "";
        private boolean strong;

        Pair(String source, String target) {
            this.source = source;
            this.target = target;
        }

        void add(String keyword, String sentence, boolean isStrong) {
            if (description.isEmpty() || isStrong && !strong) {
                description = sentence;
            }
            if (isStrong && !strong) {
                keywords.clear();
            }
            strong |= isStrong;
            if (keywords.size() < MAX_KEYWORDS && (isStrong || !strong)) {
                keywords.add(keyword);
            }
        }
    }

    /** Adds a node, or replaces the description of one by a better sentence. */
    void node(String name, String type, String sentence, int score) {
        if (score > nodeScores.getOrDefault(name, Integer.MIN_VALUE)) {
            nodeScores.put(name, score);
            nodes.put(name, new ExtractedGraph.Node(name, type, Descriptions.shown(sentence)));
        }
    }

    void link(String source, String target, String keyword, String sentence, boolean strong) {
        pairs.computeIfAbsent(Set.of(source, target), key -> new Pair(source, target))
                .add(keyword, Descriptions.shown(sentence), strong);
    }

    ExtractedGraph build() {
        List<ExtractedGraph.Link> links = new ArrayList<>();
        for (boolean strong : new boolean[] {true, false}) {
            for (Pair pair : pairs.values()) {
                boolean named = nodes.containsKey(pair.source) && nodes.containsKey(pair.target);
                if (pair.strong == strong && named && links.size() < MAX_LINKS) {
                    links.add(
                            new ExtractedGraph.Link(
                                    pair.source,
                                    pair.target,
                                    String.join(", ", pair.keywords),
                                    pair.description));
                }
            }
        }
        return new ExtractedGraph(List.copyOf(nodes.values()), links);
    }
}
