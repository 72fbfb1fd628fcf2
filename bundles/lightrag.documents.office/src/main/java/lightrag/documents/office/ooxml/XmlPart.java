package lightrag.documents.office.ooxml;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import lightrag.documents.office.UnreadableException;

/**
 * One XML part, read once from its beginning to its end, so that its size costs no memory. Nothing
 * outside of it is ever read: there are no entities and no document types in Office files.
 */
public final class XmlPart implements AutoCloseable {

    private final InputStream bytes;
    private final XMLStreamReader xml;
    private int depth;

    XmlPart(InputStream bytes) throws IOException {
        this.bytes = bytes;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            this.xml = factory.createXMLStreamReader(bytes);
        } catch (XMLStreamException e) {
            bytes.close();
            throw damaged(e);
        }
    }

    /** What is done with an element. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /** Goes to the outermost element. */
    public void root() throws IOException {
        while (next() != XMLStreamConstants.START_ELEMENT) {
            // a declaration or a comment
        }
    }

    /** Name of the current element, without its prefix. */
    public String name() {
        return xml.getLocalName();
    }

    /** Whether the current element is of one of these vocabularies and has this name. */
    public boolean is(Vocabulary vocabulary, String name) {
        return xml.getLocalName().equals(name) && vocabulary.has(xml.getNamespaceURI());
    }

    /** An attribute of the current element by its name without prefix; empty text without it. */
    public String attribute(String name) {
        return attribute(name, "");
    }

    /**
     * An attribute of the current element by its name without prefix.
     *
     * @param otherwise when it is not there
     */
    public String attribute(String name, String otherwise) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return otherwise;
    }

    /** The id of the relation that the current element names; empty text without one. */
    public String relationId() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals("id")
                    && String.valueOf(xml.getAttributeNamespace(i)).endsWith("/relationships")) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /** Goes through the children of the current element; what a step leaves of one is skipped. */
    public void children(Step step) throws IOException {
        int parent = depth;
        while (next() != XMLStreamConstants.END_ELEMENT || depth >= parent) {
            if (depth > parent && xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                step.run();
                while (depth > parent) {
                    next();
                }
            }
        }
    }

    /** The text directly within the current element. */
    public String text() throws IOException {
        StringBuilder text = new StringBuilder();
        int own = depth;
        while (next() != XMLStreamConstants.END_ELEMENT || depth >= own) {
            if (depth == own && xml.isCharacters()) {
                text.append(xml.getText());
            }
        }
        return text.toString();
    }

    private int next() throws IOException {
        try {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD ->
                        throw new UnreadableException(
                                "declares a document type, which Office files don't have.");
                default -> {}
            }
            return event;
        } catch (XMLStreamException e) {
            throw damaged(e);
        }
    }

    private static IOException damaged(XMLStreamException e) {
        return e.getNestedException() instanceof IOException cause
                ? cause
                : new IOException(
                        "line " + e.getLocation().getLineNumber() + " of a part is no XML", e);
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw damaged(e);
        } finally {
            bytes.close();
        }
    }
}
