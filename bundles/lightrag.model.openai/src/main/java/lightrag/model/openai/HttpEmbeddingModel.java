package lightrag.model.openai;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.text.TokenizerProvider;

/**
 * An embedding model at an HTTP endpoint, in either dialect. Batches of one call go one after the
 * other.
 */
final class HttpEmbeddingModel implements EmbeddingModel {

    private final ModelInfo info;
    private final EmbeddingDialect dialect;
    private final HttpEndpoint endpoint;
    private final Shape shape;

    /**
     * @param dimension of each vector
     * @param tokens read of each text, at most
     * @param batch texts of one request, at most
     * @param limit cuts longer texts
     */
    record Shape(
            int dimension, int tokens, int batch, EmbeddingPrefixes prefixes, TokenLimit limit) {

        /**
         * Vocabulary of OpenAI's embedding models, and an estimate for all others, as the reference
         * has it.
         */
        private static final String VOCABULARY = "cl100k_base";

        private static final int BATCH = 10;

        /**
         * @param tokens the model's own limit, used when none is configured
         * @throws lightrag.api.InvalidInputException a setting is unusable
         */
        static Shape of(
                Options options,
                int dimension,
                int tokens,
                Supplier<Optional<TokenizerProvider>> tokenizers) {
            return new Shape(
                    dimension,
                    options.positive("embedding.token.limit").orElse(tokens),
                    options.positive("embedding.batch.num").orElse(BATCH),
                    EmbeddingPrefixes.of(options),
                    new TokenLimit(tokenizers, VOCABULARY));
        }
    }

    HttpEmbeddingModel(
            ModelInfo info, EmbeddingDialect dialect, HttpEndpoint endpoint, Shape shape) {
        this.info = info;
        this.dialect = dialect;
        this.endpoint = endpoint;
        this.shape = shape;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public int dimension() {
        return shape.dimension();
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.of(shape.tokens());
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose, CallPriority priority) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += shape.batch()) {
            int to = Math.min(from + shape.batch(), texts.size());
            vectors.addAll(batch(shape.prefixes().apply(texts.subList(from, to), purpose)));
        }
        return vectors;
    }

    private List<float[]> batch(List<String> texts) {
        List<String> cut =
                texts.stream().map(text -> shape.limit().head(text, shape.tokens())).toList();
        byte[] body = dialect.body(cut);
        return endpoint.post(
                body, reply -> checked(dialect.vectors(reply, cut.size()), cut.size()));
    }

    private List<float[]> checked(float[][] vectors, int count) throws AttemptFailure {
        if (vectors.length != count) {
            throw incomplete(count);
        }
        for (float[] vector : vectors) {
            if (vector.length == 0) {
                throw incomplete(count);
            }
            if (vector.length != shape.dimension()) {
                throw otherDimension(vector.length);
            }
            for (float value : vector) {
                if (!Float.isFinite(value)) {
                    throw AttemptFailure.passing(
                            who() + " sent a vector with a number that is none.");
                }
            }
        }
        return Arrays.asList(vectors);
    }

    private AttemptFailure incomplete(int count) {
        return AttemptFailure.passing(
                who() + " did not send a vector for each of " + count + " texts.");
    }

    private AttemptFailure otherDimension(int found) {
        return AttemptFailure.lasting(
                who()
                        + " sends vectors of "
                        + found
                        + " numbers, but "
                        + shape.dimension()
                        + " are expected. Set EMBEDDING_DIM to "
                        + found
                        + ", or choose another model.");
    }

    private String who() {
        return "Model " + info.model() + " at " + endpoint.target().shown();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
