package lightrag.spi.text;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A chunking strategy (section 3 of the engine rules). Registered as an OSGi service. */
@ConsumerType
public interface Chunker {

    /** Name on the wire, for instance {@code fixed_token}. */
    String strategy();

    /**
     * @param params by wire name, complete: String, Integer, Double, Boolean or list of String
     * @throws lightrag.api.InvalidInputException a parameter is unusable, or a piece too long where
     *     it must not be
     */
    List<Chunk> chunk(String text, Map<String, Object> params, Tools tools);

    /**
     * As {@link #chunk(String, Map, Tools)}, with the document's blocks for strategies that follow
     * them; others cut its text.
     *
     * @throws lightrag.api.InvalidInputException as there
     */
    default List<Chunk> chunk(ParsedDocument document, Map<String, Object> params, Tools tools) {
        return chunk(document.text(), params, tools);
    }

    /**
     * @param embed for strategies that compare sentences
     */
    record Tools(Tokenizer tokenizer, Embedder embed) {}

    /** Embeds texts as documents. */
    interface Embedder {
        List<float[]> embed(List<String> texts);
    }
}
