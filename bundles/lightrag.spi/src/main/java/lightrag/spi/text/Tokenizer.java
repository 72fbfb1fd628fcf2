package lightrag.spi.text;

import org.osgi.annotation.versioning.ConsumerType;

/** Byte-pair encoding; text that looks like a special token is ordinary text. Thread-safe. */
@ConsumerType
public interface Tokenizer {

    /** Name of the vocabulary, for instance {@code o200k_base}. */
    String encoding();

    int count(String text);

    int[] encode(String text);

    /**
     * Text of {@code tokens[from, to)}; a cut character becomes U+FFFD as Python's {@code
     * errors="replace"} has it.
     */
    String decode(int[] tokens, int from, int to);
}
