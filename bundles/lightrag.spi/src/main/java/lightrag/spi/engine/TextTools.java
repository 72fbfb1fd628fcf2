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
     * The parser of plain text where there is one for such files, else any other.
     *
     * @param suffix with dot, lower case
     */
    Optional<DocumentParser> parser(String suffix);

    /**
     * The parser of one engine; empty where that engine reads no such files.
     *
     * @param suffix with dot, lower case
     */
    default Optional<DocumentParser> parser(String engine, String suffix) {
        return parser(suffix).filter(parser -> parser.engine().equals(engine));
    }

    /** Suffixes of all parsers, sorted. */
    List<String> suffixes();
}
