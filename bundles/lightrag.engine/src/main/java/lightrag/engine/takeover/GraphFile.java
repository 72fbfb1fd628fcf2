package lightrag.engine.takeover;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A GraphML file, element by element. */
final class GraphFile {

    private final SourceFile file;

    GraphFile(SourceFile file) {
        this.file = file;
    }

    /** What is done with a node. @param data attribute names and texts */
    interface Node {
        void read(String id, Map<String, String> data);
    }

    /** What is done with an edge. */
    interface Edge {
        void read(String source, String target, Map<String, String> data);
    }

    void read(Node node, Edge edge) {
        file.read(in -> read(in, node, edge));
    }

    private static void read(InputStream in, Node node, Edge edge) throws IOException {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(in, "UTF-8");
            Map<String, String> names = new HashMap<>();
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "key" -> names.put(text(reader, "id"), text(reader, "attr.name"));
                        case "node" -> node.read(text(reader, "id"), data(reader, names));
                        case "edge" ->
                                edge.read(
                                        text(reader, "source"),
                                        text(reader, "target"),
                                        data(reader, names));
                        default -> {}
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A file from elsewhere must not make us fetch others. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static String text(XMLStreamReader reader, String attribute) {
        String value = reader.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }

    /** The {@code data} elements up to the end of the element the reader stands on. */
    private static Map<String, String> data(XMLStreamReader reader, Map<String, String> names)
            throws XMLStreamException {
        Map<String, String> data = new HashMap<>();
        int depth = 1;
        while (depth > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (reader.getLocalName().equals("data")) {
                        String key = text(reader, "key");
                        data.put(names.getOrDefault(key, key), reader.getElementText());
                    } else {
                        depth++;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        return data;
    }
}
