package lightrag.storage.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.api.CodePoints;

/**
 * Names, degrees and relations of a whole graph, read for one question that walks through it.
 *
 * @param nodes in insertion order
 * @param edges in insertion order
 */
record GraphShape(List<Node> nodes, List<Edge> edges) {

    record Node(long seq, String name, int degree) {}

    record Edge(long seq, long source, long target) {}

    /**
     * @param nodes in the order in which they were chosen
     * @param truncated the limit of nodes left something out
     */
    record Choice(List<Node> nodes, boolean truncated) {}

    private static final Comparator<Node> BY_RANK =
            Comparator.comparingInt(Node::degree)
                    .reversed()
                    .thenComparing(Node::name, CodePoints::compare);

    /** The best connected ones of all. */
    Choice best(int limit) {
        List<Node> best = nodes.stream().sorted(BY_RANK).limit(limit).toList();
        return new Choice(best, best.size() < nodes.size());
    }

    /** Breadth first from one node, each level by rank (rules DE-71 and DE-72). */
    Choice around(Node start, int maxDepth, int maxNodes) {
        Map<Long, Node> bySeq = new HashMap<>();
        nodes.forEach(node -> bySeq.put(node.seq(), node));
        Map<Long, List<Node>> adjacent = adjacent(bySeq);
        List<Node> chosen = new ArrayList<>();
        Set<Node> visited = new LinkedHashSet<>();
        Set<Node> seen = new LinkedHashSet<>(List.of(start));
        List<Node> level = List.of(start);
        boolean left = false;
        for (int depth = 0; !level.isEmpty() && chosen.size() < maxNodes; depth++) {
            List<Node> next = new ArrayList<>();
            for (Node node : level.stream().sorted(BY_RANK).toList()) {
                if (chosen.size() >= maxNodes) {
                    left = true;
                    break;
                }
                visited.add(node);
                chosen.add(node);
                for (Node other : adjacent.getOrDefault(node.seq(), List.of())) {
                    if (depth >= maxDepth) {
                        left |= !visited.contains(other);
                    } else if (seen.add(other)) {
                        next.add(other);
                    }
                }
            }
            level = next;
        }
        return new Choice(chosen, chosen.size() >= maxNodes && (left || !level.isEmpty()));
    }

    private Map<Long, List<Node>> adjacent(Map<Long, Node> bySeq) {
        Map<Long, List<Node>> adjacent = new HashMap<>();
        for (Edge edge : edges) {
            Node source = bySeq.get(edge.source());
            Node target = bySeq.get(edge.target());
            if (source == null || target == null) {
                continue;
            }
            adjacent.computeIfAbsent(source.seq(), seq -> new ArrayList<>()).add(target);
            if (source != target) {
                adjacent.computeIfAbsent(target.seq(), seq -> new ArrayList<>()).add(source);
            }
        }
        return adjacent;
    }

    /** Numbers of the relations among the chosen ones, in insertion order. */
    List<Long> among(List<Node> chosen) {
        Set<Long> wanted = new LinkedHashSet<>();
        chosen.forEach(node -> wanted.add(node.seq()));
        return edges.stream()
                .filter(edge -> wanted.contains(edge.source()) && wanted.contains(edge.target()))
                .map(Edge::seq)
                .toList();
    }
}
