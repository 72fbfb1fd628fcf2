package lightrag.engine.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a question gets when it does not say otherwise.
 *
 * @param topK entities or relations from vector search
 * @param chunkTopK chunks from vector search, and kept after reranking
 * @param maxTotalTokens of the whole prompt
 * @param cosineThreshold least similarity, inclusive
 * @param relatedChunkNumber chunks for each entity or relation
 * @param chunkPickMethod {@code VECTOR} or {@code WEIGHT}
 * @param contentHeadings section paths stand with the chunks of a context
 * @param minRerankScore 0 or less switches the filter off
 * @param userPromptPrefix an operator's instructions before the user's
 * @param summaryLanguage language of keywords, extraction and summaries
 * @param maxGraphNodes ceiling of a subgraph
 */
public record QueryDefaults(
        int topK,
        int chunkTopK,
        int maxEntityTokens,
        int maxRelationTokens,
        int maxTotalTokens,
        double cosineThreshold,
        int relatedChunkNumber,
        String chunkPickMethod,
        boolean contentHeadings,
        boolean rerankByDefault,
        double minRerankScore,
        String userPromptPrefix,
        String summaryLanguage,
        int maxGraphNodes) {

    static QueryDefaults of(Settings settings, PromptFiles prompts) {
        return new QueryDefaults(
                settings.integer("top.k", 40),
                settings.integer("chunk.top.k", 20),
                settings.integer("max.entity.tokens", 6000),
                settings.integer("max.relation.tokens", 8000),
                settings.integer("max.total.tokens", 30000),
                settings.decimal("cosine.threshold", 0.2),
                settings.integer("related.chunk.number", 5),
                settings.text("kg.chunk.pick.method", "VECTOR"),
                settings.flag("enable.content.headings", true),
                settings.flag("rerank.by.default", true),
                settings.decimal("min.rerank.score", 0),
                userPromptPrefix(settings, prompts),
                settings.text("summary.language", "English"),
                settings.integer("max.graph.nodes", 1000));
    }

    /** The file wins; an unreadable one counts as none. */
    private static String userPromptPrefix(Settings settings, PromptFiles prompts) {
        String key = "user.prompt.prefix.file";
        return settings.text(key)
                .map(name -> read(prompts.file(key, "user_prompt", name, List.of(".md", ".txt"))))
                .orElse(settings.text("user.prompt.prefix", ""));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
