package lightrag.storage.rocksdb.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import lightrag.api.CodePoints;

/** Chooses entities of a graph: best connected ones, or those around one (rules DE-70 to DE-72). */
final class SubgraphSearch {

    /**
     * @param entities in the order in which they were chosen
     * @param truncated the limit of nodes left something out
     */
    record Choice(List<Integer> entities, boolean truncated) {}

    private final GraphView view;
    private final int maxNodes;

    SubgraphSearch(GraphView view, int maxNodes) {
        this.view = view;
        this.maxNodes = maxNodes;
    }

    /** Degree descending, then name by code points. */
    private Comparator<Integer> byRank() {
        return (a, b) -> {
            int byDegree = Integer.compare(view.degree(b), view.degree(a));
            return byDegree != 0 ? byDegree : CodePoints.compare(view.name(a), view.name(b));
        };
    }

    /** The best connected entities of the whole graph. */
    Choice best() {
        Comparator<Integer> rank = byRank();
        PriorityQueue<Integer> kept = new PriorityQueue<>(rank.reversed());
        for (int entity = 0; entity < view.entityBound() && maxNodes > 0; entity++) {
            if (!view.hasEntity(entity)) {
                continue;
            }
            if (kept.size() < maxNodes) {
                kept.add(entity);
            } else if (rank.compare(entity, kept.element()) < 0) {
                kept.remove();
                kept.add(entity);
            }
        }
        List<Integer> best = new ArrayList<>(kept);
        best.sort(rank);
        return new Choice(best, view.entities() > best.size());
    }

    /** Breadth first from one entity, each level by rank. */
    Choice around(int start, int maxDepth) {
        return new Walk(maxDepth).run(start);
    }

    private final class Walk {
        private final int maxDepth;
        private final List<Integer> chosen = new ArrayList<>();
        private final BitSet visited = new BitSet();
        private final BitSet seen = new BitSet();
        private final ArrayDeque<Integer> next = new ArrayDeque<>();
        private boolean left;

        Walk(int maxDepth) {
            this.maxDepth = maxDepth;
        }

        Choice run(int start) {
            next.add(start);
            seen.set(start);
            for (int depth = 0; !next.isEmpty() && chosen.size() < maxNodes; depth++) {
                List<Integer> level = new ArrayList<>(next);
                next.clear();
                level.sort(byRank());
                take(level, depth < maxDepth);
            }
            boolean full = chosen.size() >= maxNodes;
            return new Choice(chosen, full && (left || !next.isEmpty()));
        }

        /** Visits a level up to the limit; what stays unvisited is remembered in {@link #left}. */
        private void take(List<Integer> level, boolean deeper) {
            for (int entity : level) {
                if (chosen.size() >= maxNodes) {
                    left = true;
                    return;
                }
                visited.set(entity);
                chosen.add(entity);
                view.forEachRelation(
                        entity, relation -> meet(view.otherEnd(relation, entity), deeper));
            }
        }

        private void meet(int neighbour, boolean deeper) {
            if (!deeper) {
                left |= !visited.get(neighbour);
            } else if (!seen.get(neighbour)) {
                seen.set(neighbour);
                next.add(neighbour);
            }
        }
    }
}
