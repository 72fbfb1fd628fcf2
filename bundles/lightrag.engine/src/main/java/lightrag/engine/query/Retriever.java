package lightrag.engine.query;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lightrag.api.QueryData;
import lightrag.api.QueryData.ChunkHit;
import lightrag.api.QueryData.Reference;
import lightrag.api.QueryMode;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;

/** Finds what an answer is based on and writes the context (rules QY-20 to QY-63). */
final class Retriever {

    private static final String SUCCESS = "Query processed successfully";

    private final KeywordExtractor keywords;
    private final GraphSearch search;
    private final GraphTruncation truncation;
    private final ChunkMerge merge;
    private final ChunkReader reader;
    private final SourceNarrowing narrowing;
    private final ChunkSelection selection;
    private final TokenCounter tokens;
    private final Prompts prompts;

    Retriever(
            KeywordExtractor keywords,
            GraphSearch search,
            GraphTruncation truncation,
            ChunkMerge merge,
            ChunkReader reader,
            SourceNarrowing narrowing,
            ChunkSelection selection,
            TokenCounter tokens,
            Prompts prompts) {
        this.keywords = keywords;
        this.search = search;
        this.truncation = truncation;
        this.merge = merge;
        this.reader = reader;
        this.narrowing = narrowing;
        this.selection = selection;
        this.tokens = tokens;
        this.prompts = prompts;
    }

    /**
     * @param given keywords of the request; empty = ask the keyword model
     */
    Retrieval retrieve(QuerySettings settings, Keywords given, Consumer<String> progress) {
        return settings.mode() == QueryMode.NAIVE
                ? naive(settings, progress)
                : graph(settings, given, progress);
    }

    private Retrieval naive(QuerySettings settings, Consumer<String> progress) {
        progress.accept("retrieving_chunks");
        List<ChunkText> found = search.chunks(settings, search.embedQuery(settings.query()));
        if (found.isEmpty()) {
            return Retrieval.Nothing.noResults(settings.mode());
        }
        int charged =
                PromptCosts.NAIVE_ANSWER_TOKENS + instructionTokens(settings.userPromptSlot());
        List<ChunkText> chunks =
                selection.select(
                        reader.stored(found), settings, chunkBudget(settings, charged), progress);
        Map<String, Integer> info = new LinkedHashMap<>();
        info.put("total_chunks_found", found.size());
        info.put("final_chunks_count", chunks.size());
        References references = References.of(chunks);
        return new Retrieval.Context(
                () -> prompts.fill(Prompt.CONTEXT_NAIVE, chunkSlots(chunks, references)),
                data(settings, GraphContext.EMPTY, chunks, references, Keywords.NONE, info));
    }

    private Retrieval graph(QuerySettings settings, Keywords given, Consumer<String> progress) {
        progress.accept("extracting_keywords");
        Keywords used = given.isEmpty() ? keywords.extract(settings) : given;
        if (used.isEmpty()) {
            return Retrieval.Nothing.noKeywords(settings.mode());
        }
        SearchResult found = search.search(settings, used, progress);
        if (found.entities().isEmpty() && found.relations().isEmpty() && found.chunks().isEmpty()) {
            return Retrieval.Nothing.noResults(settings.mode());
        }
        GraphContext graph = narrowing.narrow(truncation.cut(found, settings), settings.scope());
        ChunkMerge.Merged merged = merge.merge(found, graph, settings, chunksNeeded(settings));
        if (graph.isEmpty() && merged.count() == 0) {
            return Retrieval.Nothing.noResults(settings.mode());
        }
        int charged =
                PromptCosts.GRAPH_ANSWER_TOKENS
                        + instructionTokens(settings.userPrompt())
                        + PromptCosts.GRAPH_FRAME_TOKENS
                        + graph.tokens();
        List<ChunkText> chunks =
                selection.select(
                        merged.chunks(), settings, chunkBudget(settings, charged), progress);
        return context(settings, used, found, graph, merged.count(), chunks);
    }

    private Retrieval context(
            QuerySettings settings,
            Keywords used,
            SearchResult found,
            GraphContext graph,
            int mergedChunks,
            List<ChunkText> chunks) {
        Map<String, Integer> info = new LinkedHashMap<>();
        info.put("total_entities_found", found.entities().size());
        info.put("total_relations_found", found.relations().size());
        info.put("entities_after_truncation", graph.entities().size());
        info.put("relations_after_truncation", graph.relations().size());
        info.put("merged_chunks_count", mergedChunks);
        info.put("final_chunks_count", chunks.size());
        References references = References.of(chunks);
        QueryData data = data(settings, graph, chunks, references, used, info);
        if (graph.isEmpty() && chunks.isEmpty()) {
            return new Retrieval.Context(() -> "", data);
        }
        return new Retrieval.Context(() -> graphText(graph, chunks, references), data);
    }

    private String graphText(GraphContext graph, List<ChunkText> chunks, References references) {
        Map<String, String> slots = new HashMap<>(chunkSlots(chunks, references));
        slots.put("entities_str", graph.entityLines());
        slots.put("relations_str", graph.relationLines());
        return prompts.fill(Prompt.CONTEXT_GRAPH, slots);
    }

    private static Map<String, String> chunkSlots(List<ChunkText> chunks, References references) {
        return Map.of(
                "text_chunks_str", ChunkLines.render(chunks, references),
                "reference_list_str", lines(references));
    }

    /** Without a reranker only the first chunks can be used, so no other text need be read. */
    private int chunksNeeded(QuerySettings settings) {
        return selection.reorders(settings) ? Integer.MAX_VALUE : settings.chunkTopK();
    }

    private int chunkBudget(QuerySettings settings, int charged) {
        return settings.maxTotalTokens()
                - charged
                - tokens.count(settings.responseType())
                - tokens.count(settings.query())
                - PromptCosts.BUFFER_TOKENS;
    }

    /** A text set into a template loses the token of the blank before it. */
    private int instructionTokens(String instructions) {
        int count = tokens.count(instructions);
        return instructions.isEmpty() || instructions.equals("n/a") ? count : count - 1;
    }

    private static String lines(References references) {
        StringBuilder lines = new StringBuilder();
        for (Reference reference : references.list()) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append('[')
                    .append(reference.id())
                    .append("] ")
                    .append(reference.filePath());
        }
        return lines.toString();
    }

    private static QueryData data(
            QuerySettings settings,
            GraphContext graph,
            List<ChunkText> chunks,
            References references,
            Keywords used,
            Map<String, Integer> info) {
        List<ChunkHit> hits =
                chunks.stream()
                        .map(
                                chunk ->
                                        new ChunkHit(
                                                references.idOf(chunk),
                                                chunk.content(),
                                                chunk.filePath(),
                                                chunk.id()))
                        .toList();
        boolean empty = graph.isEmpty() && hits.isEmpty() && settings.mode() != QueryMode.NAIVE;
        return new QueryData(
                !empty,
                true,
                empty ? "The budgets left nothing to answer from." : SUCCESS,
                settings.mode(),
                graph.entities(),
                graph.relations(),
                hits,
                references.list(),
                Keywords.reported(used.highText()),
                Keywords.reported(used.lowText()),
                info,
                Optional.empty());
    }
}
