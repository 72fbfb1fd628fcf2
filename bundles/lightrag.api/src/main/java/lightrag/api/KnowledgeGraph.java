package lightrag.api;

import java.util.List;

/** A part of the graph. @param truncated true only when the node limit cut something */
public record KnowledgeGraph(List<Entity> nodes, List<Relation> edges, boolean truncated) {
    public KnowledgeGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
