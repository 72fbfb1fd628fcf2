package lightrag.engine.options;

/**
 * @param maxSourceIdsPerEntity 0 or less keeps none
 * @param fifo the newest sources are kept instead of the oldest
 * @param forceSummaryAt this many fragments are summarised by the model
 * @param summaryMaxTokens this many tokens are summarised by the model
 * @param summaryContextSize tokens of descriptions in one summary call
 * @param summaryLength tokens asked for
 * @param language of summaries
 */
public record MergeOptions(
        int maxSourceIdsPerEntity,
        int maxSourceIdsPerRelation,
        boolean fifo,
        int maxFilePaths,
        int forceSummaryAt,
        int summaryMaxTokens,
        int summaryContextSize,
        int summaryLength,
        String language) {

    static MergeOptions of(Settings settings) {
        return new MergeOptions(
                settings.integer("max.source.ids.per.entity", 200),
                settings.integer("max.source.ids.per.relation", 200),
                settings.text("source.ids.limit.method", "KEEP").equalsIgnoreCase("FIFO"),
                settings.integer("max.file.paths", 75),
                settings.integer("force.llm.summary.on.merge", 8),
                settings.integer("summary.max.tokens", 1200),
                settings.integer("summary.context.size", 12000),
                settings.integer("summary.length.recommended", 600),
                settings.text("summary.language", "English"));
    }

    /** The name of the limit method in stored data. */
    public String limitMethod() {
        return fifo ? "FIFO" : "KEEP";
    }
}
