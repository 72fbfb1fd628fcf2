package lightrag.model.embedded.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CallPriority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentenceEncoderTest {

    private final SentenceEncoder encoder = new SentenceEncoder();

    @AfterAll
    void close() {
        encoder.close();
    }

    @Test
    void vectorsAreUnitVectorsInTheOrderOfTheTexts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.add(("number " + i + " ").repeat(1 + i * 7 % 13));
        }
        List<float[]> vectors = encoder.encode(texts, CallPriority.INGEST);
        assertThat(vectors).hasSize(40);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors.get(i)).hasSize(384);
            assertThat(dot(vectors.get(i), vectors.get(i))).isCloseTo(1, within(1e-4));
            float[] alone = encoder.encode(List.of(texts.get(i)), CallPriority.INGEST).getFirst();
            assertThat(alone).as("alone: " + texts.get(i)).isEqualTo(vectors.get(i));
        }
    }

    @Test
    void meaningCountsMoreThanWords() {
        List<float[]> v =
                encoder.encode(
                        List.of(
                                "How do I repair a bicycle tyre?",
                                "Fixing a flat on your bike takes ten minutes.",
                                "I do not know how to bake a cake."),
                        CallPriority.INTERACTIVE);
        assertThat(dot(v.get(0), v.get(1))).isGreaterThan(dot(v.get(0), v.get(2)) + 0.2);
    }

    @Test
    void aLongTextIsReadToItsEnd() {
        String filler = "The harbour was quiet and nothing moved on the water. ".repeat(60);
        String ending = "Quantum computers factor large numbers with Shor's algorithm. ".repeat(60);
        List<float[]> v =
                encoder.encode(
                        List.of(filler, filler + ending, "quantum computing"), CallPriority.INGEST);
        assertThat(dot(v.get(1), v.get(2))).isGreaterThan(dot(v.get(0), v.get(2)) + 0.15);
    }

    @Test
    void blankTextsAndNoTextsAreFine() {
        assertThat(encoder.encode(List.of(), CallPriority.INGEST)).isEmpty();
        assertThat(encoder.encode(List.of("", " \n"), CallPriority.INGEST))
                .hasSize(2)
                .allSatisfy(v -> assertThat(v).hasSize(384));
    }

    @Test
    void manyThreadsGetTheSameVectors() throws Exception {
        float[] expected =
                encoder.encode(List.of("the white whale"), CallPriority.INGEST).getFirst();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<float[]>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                CallPriority priority = CallPriority.values()[i % 3];
                calls.add(() -> encoder.encode(List.of("the white whale"), priority).getFirst());
            }
            for (Future<float[]> result : threads.invokeAll(calls)) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aClosedEncoderSaysSo() {
        SentenceEncoder closed = new SentenceEncoder();
        closed.close();
        assertThatThrownBy(() -> closed.encode(List.of("a"), CallPriority.INGEST))
                .isInstanceOf(ModelFailureException.class);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
