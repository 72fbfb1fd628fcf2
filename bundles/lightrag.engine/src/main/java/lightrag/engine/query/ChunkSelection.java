package lightrag.engine.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lightrag.api.LightRagException;
import lightrag.spi.model.Reranker;
import lightrag.spi.model.WorkspaceModels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reranks, filters, caps and cuts the chunks of a context (rules QY-50 to QY-53). */
final class ChunkSelection {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkSelection.class);

    private final WorkspaceModels models;
    private final double minRerankScore;
    private final TokenCounter tokens;

    ChunkSelection(WorkspaceModels models, double minRerankScore, TokenCounter tokens) {
        this.models = models;
        this.minRerankScore = minRerankScore;
        this.tokens = tokens;
    }

    /** Whether the order of all chunks can still change. */
    boolean reorders(QuerySettings settings) {
        return settings.rerank() && models.reranker().isPresent();
    }

    List<ChunkText> select(
            List<ChunkText> chunks, QuerySettings settings, int budget, Consumer<String> progress) {
        if (chunks.isEmpty()) {
            return chunks;
        }
        List<ChunkText> ranked = chunks;
        if (settings.rerank()) {
            progress.accept("reranking");
            ranked = scored(rerank(chunks, settings));
        }
        return fit(ranked.subList(0, Math.min(settings.chunkTopK(), ranked.size())), budget);
    }

    private List<ChunkText> rerank(List<ChunkText> chunks, QuerySettings settings) {
        Optional<Reranker> reranker = models.reranker();
        if (reranker.isEmpty()) {
            return chunks;
        }
        try {
            List<String> texts = chunks.stream().map(ChunkText::content).toList();
            List<Reranker.Score> scores =
                    reranker.get().rerank(settings.query(), texts, settings.chunkTopK());
            List<ChunkText> ordered = new ArrayList<>();
            Set<Integer> seen = new HashSet<>();
            for (Reranker.Score score : scores) {
                boolean usable =
                        score.index() >= 0
                                && score.index() < chunks.size()
                                && Double.isFinite(score.score());
                if (usable && seen.add(score.index())) {
                    ordered.add(chunks.get(score.index()).withScore(score.score()));
                }
            }
            return ordered.isEmpty() ? chunks : ordered;
        } catch (LightRagException e) {
            LOG.warn("Reranking failed, the order stays as found: {}", e.getMessage());
            return chunks;
        }
    }

    private List<ChunkText> scored(List<ChunkText> chunks) {
        if (minRerankScore <= 0) {
            return chunks;
        }
        return chunks.stream()
                .filter(chunk -> chunk.rerankScore().orElse(1.0) >= minRerankScore)
                .toList();
    }

    /** The longest start that fits, first by text alone, then with the numbers its sources get. */
    private List<ChunkText> fit(List<ChunkText> chunks, int limit) {
        TokenBudget bare = new TokenBudget(limit);
        int size = 0;
        while (size < chunks.size() && bare.take(ChunkLines.bareTokens(chunks.get(size), tokens))) {
            size++;
        }
        while (size > 0 && !fits(chunks.subList(0, size), limit)) {
            size--;
        }
        return chunks.subList(0, size);
    }

    private boolean fits(List<ChunkText> chunks, int limit) {
        References references = References.of(chunks);
        TokenBudget budget = new TokenBudget(limit);
        return chunks.stream()
                .allMatch(chunk -> budget.take(ChunkLines.tokens(chunk, references, tokens)));
    }
}
