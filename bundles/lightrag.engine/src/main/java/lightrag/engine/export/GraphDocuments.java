package lightrag.engine.export;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.StorageFailureException;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.storage.GraphStorage;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/** The graph as GraphML, as the reference stores it, and as JSON lines; in insertion order. */
final class GraphDocuments {

    private static final JsonMapper LINES =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final Map<String, String> NODE_KEYS =
            keys("entity_id", "entity_type", "description", "source_id", "file_path");
    private static final Map<String, String> EDGE_KEYS =
            keys("weight", "description", "keywords", "source_id", "file_path");

    private GraphDocuments() {}

    private static Map<String, String> keys(String... names) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String name : names) {
            keys.put(name, name.equals("weight") ? "double" : "string");
        }
        keys.put("created_at", "long");
        keys.put("truncate", "string");
        return keys;
    }

    static void jsonLines(GraphStorage graph, OutputStream target) {
        try (SequenceWriter out = LINES.writer().withRootValueSeparator("\n").writeValues(target)) {
            graph.forEachEntity(
                    entity -> {
                        out.write(line("entity", Map.of(), GraphTables.of(entity)));
                        return true;
                    });
            graph.forEachRelation(
                    relation -> {
                        Map<String, Object> ends = new LinkedHashMap<>();
                        ends.put("src_id", relation.source());
                        ends.put("tgt_id", relation.target());
                        out.write(line("relation", ends, GraphTables.of(relation)));
                        return true;
                    });
        }
    }

    private static Map<String, Object> line(
            String type, Map<String, Object> ends, Map<String, Object> data) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", type);
        line.putAll(ends);
        line.putAll(data);
        return line;
    }

    static void graphMl(GraphStorage graph, OutputStream target) {
        try {
            XMLStreamWriter out =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(target, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement("graphml");
            out.writeDefaultNamespace("http://graphml.graphdrawing.org/xmlns");
            keys(out, "n", "node", NODE_KEYS);
            keys(out, "e", "edge", EDGE_KEYS);
            out.writeStartElement("graph");
            out.writeAttribute("edgedefault", "undirected");
            graph.forEachEntity(entity -> node(out, entity));
            graph.forEachRelation(relation -> edge(out, relation));
            out.writeEndElement();
            out.writeEndElement();
            out.writeEndDocument();
            out.flush();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private static void keys(
            XMLStreamWriter out, String prefix, String element, Map<String, String> keys)
            throws XMLStreamException {
        for (Map.Entry<String, String> key : keys.entrySet()) {
            out.writeEmptyElement("key");
            out.writeAttribute("id", prefix + "_" + key.getKey());
            out.writeAttribute("for", element);
            out.writeAttribute("attr.name", key.getKey());
            out.writeAttribute("attr.type", key.getValue());
        }
    }

    private static boolean node(XMLStreamWriter out, Entity entity) {
        try {
            out.writeStartElement("node");
            out.writeAttribute("id", storable(entity.name()));
            data(out, "n", GraphTables.of(entity));
            out.writeEndElement();
            return true;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private static boolean edge(XMLStreamWriter out, Relation relation) {
        try {
            out.writeStartElement("edge");
            out.writeAttribute("source", storable(relation.source()));
            out.writeAttribute("target", storable(relation.target()));
            data(out, "e", GraphTables.of(relation));
            out.writeEndElement();
            return true;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private static void data(XMLStreamWriter out, String prefix, Map<String, Object> data)
            throws XMLStreamException {
        for (Map.Entry<String, Object> entry : data.entrySet()) {
            out.writeStartElement("data");
            out.writeAttribute("key", prefix + "_" + entry.getKey());
            out.writeCharacters(storable(String.valueOf(entry.getValue())));
            out.writeEndElement();
        }
    }

    /** XML has no way to write some characters. */
    private static String storable(String text) {
        return TextCleaner.deleteUnstorable(text);
    }

    private static StorageFailureException failed(XMLStreamException e) {
        return new StorageFailureException("The graph could not be written: " + e.getMessage(), e);
    }
}
