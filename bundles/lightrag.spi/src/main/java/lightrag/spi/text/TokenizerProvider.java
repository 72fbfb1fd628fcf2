package lightrag.spi.text;

import org.osgi.annotation.versioning.ConsumerType;

/** Loads vocabularies once and shares them. */
@ConsumerType
public interface TokenizerProvider {

    /**
     * @throws lightrag.api.InvalidInputException unknown vocabulary; the message lists those there
     *     are
     */
    Tokenizer tokenizer(String encoding);
}
