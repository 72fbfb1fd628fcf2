package lightrag.spi.text;

import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Turns files of some types into text, or into blocks. Registered as an OSGi service. */
@ConsumerType
public interface DocumentParser {

    /** The engine that reads plain text, and every file for which none is named. */
    String LEGACY = "legacy";

    /** The engine it belongs to, as hints in file names and rules name it. */
    default String engine() {
        return LEGACY;
    }

    /** Suffixes with dot, lower case. */
    Set<String> suffixes();

    /**
     * @param fileName base name, for its suffix
     * @return the text, not yet sanitised
     * @throws lightrag.api.InvalidInputException the file can't be read as its type
     */
    String parse(String fileName, byte[] content);

    /**
     * As {@link #parse}, with the blocks of parsers that find them.
     *
     * @param documentId the ids of blocks, tables and formulas are made from it
     * @param name the document's own name, without any hint
     * @throws lightrag.api.InvalidInputException the file can't be read as its type
     */
    default ParsedDocument read(String documentId, String name, byte[] content) {
        return ParsedDocument.ofText(parse(name, content));
    }

    /**
     * As {@link #read(String, String, byte[])}, for parsers with settings.
     *
     * @param settings the workspace's, by dotted name, for instance {@code pdf.decrypt.password}
     * @throws lightrag.api.InvalidInputException the file can't be read as its type
     */
    default ParsedDocument read(
            String documentId, String name, byte[] content, Map<String, String> settings) {
        return read(documentId, name, content);
    }
}
