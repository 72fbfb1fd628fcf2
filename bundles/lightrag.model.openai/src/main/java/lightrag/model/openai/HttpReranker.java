package lightrag.model.openai;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.Reranker;

/**
 * A reranker at an HTTP endpoint. Long documents may be sent in windows, of which the best one
 * counts.
 */
final class HttpReranker implements Reranker {

    private static final int WINDOW_OVERLAP_TOKENS = 32;

    private final ModelInfo info;
    private final RerankDialect dialect;
    private final HttpEndpoint endpoint;
    private final OptionalInt windowTokens;
    private final TokenLimit limit;

    /**
     * @param windowTokens longest window; absent = documents are sent whole
     */
    HttpReranker(
            ModelInfo info,
            RerankDialect dialect,
            HttpEndpoint endpoint,
            OptionalInt windowTokens,
            TokenLimit limit) {
        this.info = info;
        this.dialect = dialect;
        this.endpoint = endpoint;
        this.windowTokens = windowTokens;
        this.limit = limit;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public List<Score> rerank(String query, List<String> documents, int topN) {
        if (windowTokens.isEmpty()) {
            return scores(query, documents, topN > 0 ? OptionalInt.of(topN) : OptionalInt.empty());
        }
        var windows = limit.windows(documents, windowTokens.getAsInt(), WINDOW_OVERLAP_TOKENS);
        List<String> texts = windows.stream().map(TokenLimit.Window::text).toList();
        // without a limit: a document's best window may stand below another document's second best
        List<Score> scores = scores(query, texts, OptionalInt.empty());
        return best(scores, windows).stream().limit(topN > 0 ? topN : Long.MAX_VALUE).toList();
    }

    private List<Score> scores(String query, List<String> documents, OptionalInt topN) {
        byte[] body = dialect.body(info.model(), query, documents, topN);
        return endpoint.post(body, dialect::scores);
    }

    /**
     * Each document once with the score of its best window, best first, ties in the documents'
     * order.
     */
    private static List<Score> best(List<Score> scores, List<TokenLimit.Window> windows) {
        Map<Integer, Double> best = new TreeMap<>();
        for (Score score : scores) {
            if (score.index() >= 0 && score.index() < windows.size()) {
                best.merge(windows.get(score.index()).document(), score.score(), Math::max);
            }
        }
        return best.entrySet().stream()
                .map(entry -> new Score(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Score::score).reversed())
                .toList();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
