package lightrag.engine.options;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Parameters of the chunking strategies by wire name; a document may override each (rule CH-4).
 *
 * @param size tokens of a chunk where the strategy has no size of its own
 * @param overlap tokens shared by neighbours where the strategy has no overlap of its own
 * @param embeddingOverlap of the parts when a chunk is longer than the embedding model reads
 * @param byStrategy complete parameters: Integer, Double, Boolean, String, or list of String
 */
public record ChunkingOptions(
        int size,
        int overlap,
        int embeddingOverlap,
        String encoding,
        Map<String, Map<String, Object>> byStrategy) {

    /** The default of a document that asks for nothing. */
    public static final String DEFAULT_STRATEGY = "fixed_token";

    private static final List<String> SEPARATORS =
            List.of("\n\n", "\n", "。", "！", "？", "；", "，", " ", "");
    private static final String SENTENCES = "(?<=[.?!])\\s+|(?<=[。？！])";
    private static final int PARAGRAPH_SIZE = 2000;

    public ChunkingOptions {
        byStrategy = Map.copyOf(byStrategy);
    }

    /** Defaults of a strategy; size and overlap of the workspace for an unknown one. */
    public Map<String, Object> of(String strategy) {
        return byStrategy.getOrDefault(
                strategy, Map.of("chunk_token_size", size, "chunk_overlap_token_size", overlap));
    }

    static ChunkingOptions of(Settings settings) {
        int size = settings.strictInteger("chunk.size").orElse(1200);
        int overlap = settings.strictInteger("chunk.overlap.size").orElse(100);
        return new ChunkingOptions(
                size,
                overlap,
                settings.integer("embedding.chunk.overlap.token.size", 100),
                settings.text("tokenizer.encoding", "o200k_base"),
                Map.of(
                        DEFAULT_STRATEGY,
                        fixedToken(settings, size, overlap),
                        "recursive_character",
                        recursive(settings, size, overlap),
                        "semantic_vector",
                        semantic(settings, size),
                        "paragraph_semantic",
                        paragraph(settings, overlap)));
    }

    private static Map<String, Object> fixedToken(Settings settings, int size, int overlap) {
        Map<String, Object> params = sized(settings, "f", size, overlap);
        settings.text("chunk.f.split.by.character")
                .ifPresent(text -> params.put("split_by_character", unescape(text)));
        params.put(
                "split_by_character_only", settings.flag("chunk.f.split.by.character.only", false));
        return params;
    }

    private static Map<String, Object> recursive(Settings settings, int size, int overlap) {
        Map<String, Object> params = sized(settings, "r", size, overlap);
        params.put(
                "separators",
                settings.text("chunk.r.separators").map(JsonTexts::list).orElse(SEPARATORS));
        return params;
    }

    private static Map<String, Object> semantic(Settings settings, int size) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("chunk_token_size", settings.strictInteger("chunk.v.size").orElse(size));
        params.put("buffer_size", settings.strictInteger("chunk.v.buffer.size").orElse(1));
        params.put(
                "breakpoint_threshold_type",
                settings.text("chunk.v.breakpoint.threshold.type", "percentile"));
        double amount = settings.decimal("chunk.v.breakpoint.threshold.amount", Double.NaN);
        if (!Double.isNaN(amount)) {
            params.put("breakpoint_threshold_amount", amount);
        }
        params.put(
                "sentence_split_regex", settings.text("chunk.v.sentence.split.regex", SENTENCES));
        return params;
    }

    private static Map<String, Object> paragraph(Settings settings, int overlap) {
        Map<String, Object> params = sized(settings, "p", PARAGRAPH_SIZE, overlap);
        params.put("drop_references", settings.flag("chunk.p.drop.references", false));
        params.put("references_tail_n", settings.integer("chunk.p.references.tail.n", 0));
        String headings =
                settings.text("chunk.p.references.headings", "References|Bibliography|参考文献");
        params.put("references_headings", Arrays.stream(headings.split("\\|")).toList());
        return params;
    }

    private static Map<String, Object> sized(
            Settings settings, String letter, int size, int overlap) {
        OptionalInt own = settings.strictInteger("chunk." + letter + ".size");
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("chunk_token_size", own.orElse(size));
        params.put(
                "chunk_overlap_token_size",
                settings.strictInteger("chunk." + letter + ".overlap.size").orElse(overlap));
        return params;
    }

    /** Line ends and tabs can hardly be written into an environment variable as they are. */
    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }
}
