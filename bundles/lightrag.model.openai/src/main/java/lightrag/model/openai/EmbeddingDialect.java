package lightrag.model.openai;

import java.util.List;

/** How a family of endpoints wants texts and returns vectors. Immutable. */
interface EmbeddingDialect {

    /** Below the base URL, with its first slash. */
    String path();

    /** The request to send. */
    byte[] body(List<String> texts);

    /**
     * Vectors in the order of the texts.
     *
     * @param count of texts
     * @throws tools.jackson.core.JacksonException the reply is cut or no JSON
     * @throws AttemptFailure a vector is missing, or the endpoint reports a failure
     */
    float[][] vectors(byte[] json, int count) throws AttemptFailure;
}
