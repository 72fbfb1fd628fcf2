package lightrag.engine.options;

/**
 * @param json the model is asked for a JSON object instead of delimited lines
 * @param gleaning a second pass asks for what the first missed (rule EX-20: never more than one)
 * @param maxRecords stated in the prompt only
 * @param maxEntities stated in the prompt only
 * @param maxInputTokens of a gleaning call; 0 or less switches the check off
 * @param language of names and descriptions
 * @param chunkConcurrency chunks of one document in work at a time
 */
public record ExtractionOptions(
        boolean json,
        boolean gleaning,
        int maxRecords,
        int maxEntities,
        int maxInputTokens,
        String language,
        int chunkConcurrency) {

    static ExtractionOptions of(Settings settings) {
        int async = settings.integer("max.async.llm", settings.integer("max.async", 4));
        return new ExtractionOptions(
                settings.text("entity.extraction.use.json", "false").equalsIgnoreCase("true"),
                settings.integer("max.gleaning", 1) > 0,
                settings.integer("max.extraction.records", 100),
                settings.integer("max.extraction.entities", 40),
                settings.integer("max.extract.input.tokens", 20480),
                settings.text("summary.language", "English"),
                Math.max(1, async));
    }
}
