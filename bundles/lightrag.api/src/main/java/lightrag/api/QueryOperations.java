package lightrag.api;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Questions. */
@ProviderType
public interface QueryOperations {

    /** Answers a question, or returns the context or prompt when the parameters ask for it. */
    QueryAnswer query(QueryParam param);

    /**
     * As {@link #query}, piece by piece. Retrieval is done when this returns. The caller closes the
     * stream; closing early stops the model call.
     *
     * @param progress told the name of each step as it starts, on the calling thread
     */
    QueryStream stream(QueryParam param, Consumer<String> progress);

    /** Retrieval only: what an answer would be based on. */
    QueryData data(QueryParam param);

    /** Sends a prompt straight to the model of role {@code query}; no retrieval, no cache. */
    QueryStream complete(CompletionParam param);

    /** How many tokens a text has in the workspace's vocabulary. */
    int countTokens(String text);
}
