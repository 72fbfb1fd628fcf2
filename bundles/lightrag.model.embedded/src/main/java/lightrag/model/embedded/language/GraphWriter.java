package lightrag.model.embedded.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightrag.model.embedded.extract.ExtractedGraph;
import lightrag.model.embedded.extract.ExtractedGraph.Link;
import lightrag.model.embedded.extract.ExtractedGraph.Node;
import tools.jackson.databind.ObjectMapper;

/** Writes a graph in the forms that extraction prompts ask for. */
final class GraphWriter {

    static final String COMPLETE = "<|COMPLETE|>";

    private final ObjectMapper json = new ObjectMapper();

    /** One piece a line. */
    List<String> lines(ExtractedGraph graph) {
        List<String> lines = new ArrayList<>();
        for (Node node : graph.nodes()) {
            lines.add(line("entity", node.name(), node.type(), node.description()));
        }
        for (Link link : graph.links()) {
            lines.add(
                    line(
                            "relation",
                            link.source(),
                            link.target(),
                            link.keywords(),
                            link.description()));
        }
        lines.add(COMPLETE);
        return lines;
    }

    /** A delimiter that the text itself contains must not split the record. */
    private static String line(String... fields) {
        List<String> clean = new ArrayList<>();
        for (String field : fields) {
            clean.add(field.replace("<|", "< |").replaceAll("\\R", " "));
        }
        return String.join("<|#|>", clean) + "\n";
    }

    String object(ExtractedGraph graph) {
        List<Map<String, String>> entities =
                graph.nodes().stream()
                        .map(
                                n ->
                                        Map.of(
                                                "name", n.name(),
                                                "type", n.type(),
                                                "description", n.description()))
                        .toList();
        List<Map<String, String>> relationships =
                graph.links().stream()
                        .map(
                                link ->
                                        Map.of(
                                                "source", link.source(),
                                                "target", link.target(),
                                                "keywords", link.keywords(),
                                                "description", link.description()))
                        .toList();
        return json.writeValueAsString(new Reply(entities, relationships));
    }

    /** Field order is the reply's order. */
    private record Reply(
            List<Map<String, String>> entities, List<Map<String, String>> relationships) {}
}
