package lightrag.model.embedded.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import lightrag.api.ModelFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The network all-MiniLM-L6-v2 (8 bit) and its vocabulary. Thread-safe: one session serves all
 * workspaces, one thread a call.
 */
final class MiniLm implements AutoCloseable {

    static final int DIMENSION = 384;
    private static final String NAME = "all-minilm-l6-v2-q";

    private final WordPiece wordPiece;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private MiniLm(WordPiece wordPiece, OrtEnvironment environment, OrtSession session) {
        this.wordPiece = wordPiece;
        this.environment = environment;
        this.session = session;
    }

    /** Takes about half a second, and 90 MB outside the heap. */
    static MiniLm load() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                // callers bring the threads: two of them beat one call that uses two
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                OrtSession session = environment.createSession(resource(NAME + ".onnx"), options);
                return new MiniLm(wordPiece(), environment, session);
            }
        } catch (OrtException | UnsatisfiedLinkError e) {
            throw new ModelFailureException(
                    "The embedding model can't be loaded on this platform: "
                            + e.getMessage()
                            + ". Set EMBEDDING_BINDING to another binding.",
                    false,
                    e);
        }
    }

    static WordPiece wordPiece() {
        JsonNode vocabulary =
                new ObjectMapper()
                        .readTree(resource(NAME + "-tokenizer.json"))
                        .get("model")
                        .get("vocab");
        Map<String, Integer> ids = HashMap.newHashMap(vocabulary.size());
        vocabulary.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        return new WordPiece(ids);
    }

    private static byte[] resource(String name) {
        try (InputStream in = MiniLm.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks its resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int[] tokens(String text) {
        return wordPiece.encode(text);
    }

    /**
     * Mean token vector of a text, not normalised.
     *
     * @param window token ids without markers, at most {@link Windows#CONTENT}
     */
    float[] embed(int[] window) {
        long[] ids = new long[window.length + 2];
        ids[0] = WordPiece.CLS;
        for (int i = 0; i < window.length; i++) {
            ids[i + 1] = window[i];
        }
        ids[ids.length - 1] = WordPiece.SEP;
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor idTensor = tensor(ids);
                OnnxTensor maskTensor = tensor(mask);
                OnnxTensor typeTensor = tensor(new long[ids.length]);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids", idTensor,
                                        "attention_mask", maskTensor,
                                        "token_type_ids", typeTensor))) {
            return mean(((float[][][]) result.get(0).getValue())[0]);
        } catch (OrtException e) {
            throw new ModelFailureException(
                    "The embedding model failed: " + e.getMessage(), true, e);
        }
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(
                environment, LongBuffer.wrap(row), new long[] {1, row.length});
    }

    private static float[] mean(float[][] tokens) {
        float[] mean = new float[DIMENSION];
        for (float[] token : tokens) {
            for (int d = 0; d < DIMENSION; d++) {
                mean[d] += token[d] / tokens.length;
            }
        }
        return mean;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelFailureException(
                    "The embedding model could not be unloaded: " + e.getMessage(), false, e);
        }
    }
}
