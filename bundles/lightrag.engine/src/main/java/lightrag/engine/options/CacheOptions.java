package lightrag.engine.options;

/**
 * @param extraction replies for extraction and summaries are kept
 * @param queries keywords and answers are kept
 */
public record CacheOptions(boolean extraction, boolean queries) {

    static CacheOptions of(Settings settings) {
        return new CacheOptions(
                settings.flag("enable.llm.cache.for.extract", true),
                settings.flag("enable.llm.cache", true));
    }
}
