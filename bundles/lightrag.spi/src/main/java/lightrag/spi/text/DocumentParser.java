package lightrag.spi.text;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Turns files of some types into text. Registered as an OSGi service. */
@ConsumerType
public interface DocumentParser {

    /** Suffixes with dot, lower case. */
    Set<String> suffixes();

    /**
     * @param fileName base name, for its suffix
     * @return the text, not yet sanitised
     * @throws lightrag.api.InvalidInputException the file can't be read as its type
     */
    String parse(String fileName, byte[] content);
}
