package lightrag.spi.engine;

import java.util.List;
import java.util.Optional;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.DocumentParser;
import org.osgi.annotation.versioning.ProviderType;

/** The parsers and chunkers installed at the moment. */
@ProviderType
public interface TextTools {

    Optional<Chunker> chunker(String strategy);

    /**
     * @param suffix with dot, lower case
     */
    Optional<DocumentParser> parser(String suffix);

    /** Suffixes of all parsers, sorted. */
    List<String> suffixes();
}
