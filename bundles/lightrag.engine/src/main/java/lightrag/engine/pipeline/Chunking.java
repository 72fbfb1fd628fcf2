package lightrag.engine.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import lightrag.api.ConflictException;
import lightrag.engine.describe.DescribedChunks;
import lightrag.engine.describe.Description;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.options.ChunkingOptions;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.rows.DocumentRow;
import lightrag.engine.task.Cancellation;
import lightrag.engine.text.Hashing;
import lightrag.engine.text.PythonText;
import lightrag.spi.engine.TextTools;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.Tokenizer;

/** Cuts a document and names its chunks (rules DM-24 and CH-60 to CH-63). */
final class Chunking {

    /** Tokens of a chunk that an extraction can still read. */
    private static final int LIMIT = 20480;

    private final TextTools tools;
    private final Tokenizer tokenizer;
    private final TextEmbedder embedder;
    private final ChunkingOptions options;

    Chunking(TextTools tools, Tokenizer tokenizer, TextEmbedder embedder, ChunkingOptions options) {
        this.tools = tools;
        this.tokenizer = tokenizer;
        this.embedder = embedder;
        this.options = options;
    }

    /**
     * Chunks in document order, without blank ones; behind them those of descriptions.
     *
     * @throws ConflictException the strategy is not installed
     * @throws lightrag.api.InvalidInputException the text can't be cut as its plan says
     */
    List<ChunkRow> cut(
            String documentId,
            DocumentRow document,
            ChunkPlan plan,
            List<Description> described,
            Cancellation scope) {
        Chunker chunker =
                tools.chunker(plan.strategy())
                        .orElseThrow(
                                () ->
                                        new ConflictException(
                                                "The chunking strategy "
                                                        + plan.strategy()
                                                        + " is not installed; install it and retry."));
        Chunker.Tools help = new Chunker.Tools(tokenizer, texts -> embedder.embed(texts, scope));
        List<Chunk> chunks = fitted(chunker.chunk(document.document(), plan.params(), help));
        BlockSources sources = new BlockSources(document.document());
        List<ChunkRow> rows = new ArrayList<>(chunks.size());
        Set<String> ids = new HashSet<>();
        for (Chunk chunk : chunks) {
            if (!PythonText.strip(chunk.content()).isEmpty()) {
                rows.add(row(documentId, document.filePath(), chunk, sources, ids));
            }
        }
        int next = chunks.stream().mapToInt(Chunk::order).max().orElse(-1) + 1;
        rows.addAll(
                new DescribedChunks(tokenizer, Math.min(LIMIT, embedder.limit().orElse(LIMIT)))
                        .rows(documentId, document.filePath(), described, next));
        return rows;
    }

    private static ChunkRow row(
            String documentId,
            String filePath,
            Chunk chunk,
            BlockSources sources,
            Set<String> ids) {
        String id = "%s-chunk-%03d".formatted(documentId, chunk.order());
        if (!ids.add(id)) {
            id = Hashing.id("chunk-", documentId + ":" + chunk.order() + ":" + chunk.content());
            ids.add(id);
        }
        return new ChunkRow(
                id,
                chunk.tokens(),
                chunk.content(),
                chunk.order(),
                documentId,
                filePath,
                List.of(),
                chunk.heading(),
                sources.sidecar(chunk));
    }

    /**
     * Rule CH-60: chunks longer than the embedding model reads are cut again, and all are numbered
     * anew.
     */
    private List<Chunk> fitted(List<Chunk> chunks) {
        OptionalInt limit = embedder.limit();
        if (limit.isEmpty() || chunks.stream().allMatch(chunk -> fits(chunk, limit.getAsInt()))) {
            return chunks;
        }
        List<Chunk> parts = new ArrayList<>();
        for (Chunk chunk : chunks) {
            for (String part : parts(chunk, limit.getAsInt())) {
                if (!PythonText.strip(part).isEmpty()) {
                    parts.add(
                            new Chunk(
                                    part,
                                    tokenizer.count(part),
                                    parts.size(),
                                    chunk.heading(),
                                    chunk.blocks()));
                }
            }
        }
        return parts;
    }

    private static boolean fits(Chunk chunk, int limit) {
        return chunk.tokens() <= limit
                || chunk.content().getBytes(StandardCharsets.UTF_8).length <= limit;
    }

    private List<String> parts(Chunk chunk, int limit) {
        int[] tokens = tokenizer.encode(chunk.content());
        if (tokens.length <= limit) {
            return List.of(chunk.content());
        }
        int overlap = Math.min(Math.max(0, options.embeddingOverlap()), limit - 1);
        List<String> parts = new ArrayList<>();
        for (int start = 0; start < tokens.length; start += limit - overlap) {
            int end = Math.min(tokens.length, start + limit);
            parts.add(withoutBrokenEnds(tokenizer.decode(tokens, start, end)));
            if (end == tokens.length) {
                break;
            }
        }
        return parts;
    }

    /**
     * A window may begin or end within a character; its halves stand in the neighbours' overlap.
     */
    private static String withoutBrokenEnds(String window) {
        int start = 0;
        int end = window.length();
        while (start < end && window.charAt(start) == '\uFFFD') {
            start++;
        }
        while (end > start && window.charAt(end - 1) == '\uFFFD') {
            end--;
        }
        return window.substring(start, end);
    }
}
