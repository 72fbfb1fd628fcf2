package lightrag.model.embedded.extract;

import java.util.List;

/**
 * What a text names and how it connects it; names are unique, both ends of a relation are named.
 */
public record ExtractedGraph(List<Node> nodes, List<Link> links) {

    public ExtractedGraph {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /**
     * @param type one of the engine's default types, for instance {@code Person}
     * @param description a sentence of the text
     */
    public record Node(String name, String type, String description) {}

    /**
     * @param keywords joined by commas
     * @param description a sentence of the text
     */
    public record Link(String source, String target, String keywords, String description) {}
}
