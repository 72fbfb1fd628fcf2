package lightrag.deploy.selftest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.ModelInfo;

/** Texts with common letters get similar vectors. */
final class ScriptedEmbeddings implements EmbeddingModel {

    private static final int DIMENSION = 26;

    @Override
    public ModelInfo info() {
        return new ModelInfo("self-test", Optional.empty(), "letters");
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.empty();
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose, CallPriority priority) {
        return texts.stream().map(ScriptedEmbeddings::vector).toList();
    }

    private static float[] vector(String text) {
        float[] vector = new float[DIMENSION];
        text.toLowerCase(Locale.ROOT)
                .chars()
                .filter(letter -> letter >= 'a' && letter <= 'z')
                .forEach(letter -> vector[letter - 'a']++);
        double square = 1;
        for (float count : vector) {
            square += count * count;
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) ((vector[i] + 0.01) / Math.sqrt(square));
        }
        return vector;
    }

    @Override
    public void close() {}
}
