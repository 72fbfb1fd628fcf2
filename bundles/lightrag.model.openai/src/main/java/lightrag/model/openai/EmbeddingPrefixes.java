package lightrag.model.openai;

import java.util.List;
import java.util.Map;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.EmbeddingModel.Purpose;

/**
 * What stands before each text for models that embed questions and documents differently; both may
 * be empty.
 */
record EmbeddingPrefixes(String query, String document) {

    static final EmbeddingPrefixes NONE = new EmbeddingPrefixes("", "");

    /** Chosen by an operator who wants a side without prefix, as opposed to one forgotten. */
    private static final String NO_PREFIX = "NO_PREFIX";

    /**
     * @throws InvalidInputException asymmetric, but a side is not said, or both are empty
     */
    static EmbeddingPrefixes of(Options options) {
        if (!options.flag("embedding.asymmetric", false)) {
            return NONE;
        }
        EmbeddingPrefixes prefixes =
                new EmbeddingPrefixes(
                        side(options.properties(), "embedding.query.prefix"),
                        side(options.properties(), "embedding.document.prefix"));
        if (prefixes.equals(NONE)) {
            throw Options.refused("embedding.query.prefix", "a prefix: both sides have none");
        }
        return prefixes;
    }

    /** Read as it is: a prefix often ends with a blank. */
    private static String side(Map<String, String> properties, String name) {
        String value = properties.getOrDefault(name, "");
        if (value.isEmpty() || value.equals("None")) {
            throw Options.refused(
                    name,
                    "a prefix, or to " + NO_PREFIX + " for none, as EMBEDDING_ASYMMETRIC is on");
        }
        return value.equals(NO_PREFIX) ? "" : value;
    }

    List<String> apply(List<String> texts, Purpose purpose) {
        String prefix = purpose == Purpose.QUERY ? query : document;
        return prefix.isEmpty() ? texts : texts.stream().map(text -> prefix + text).toList();
    }
}
