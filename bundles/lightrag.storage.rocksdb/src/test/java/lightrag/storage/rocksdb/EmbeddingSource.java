package lightrag.storage.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Embeddings by number, the same at each call; for measuring, so shaped like a model's. */
interface EmbeddingSource {
    int DIMENSION = 384;

    /** Not normalised. */
    float[] embedding(int number);

    /**
     * Text-like: a common direction as strong as MiniLM's for English sentences (0.38 of a unit
     * vector), topics within fields, and noise whose strength falls with the element as the
     * variances of MiniLM's principal components do; half of the variance is in 38 of them.
     */
    static EmbeddingSource textLike() {
        Random shape = new Random(11);
        float[] spectrum = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            spectrum[i] = (float) Math.exp(-i / 110.0) + 0.04f;
        }
        float[] common = noise(shape, spectrum, 1);
        float[][] fields = new float[40][];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = noise(shape, spectrum, 0.5f);
        }
        return number -> {
            float[] sum = common.clone();
            for (int i = 0; i < DIMENSION; i++) {
                sum[i] *= 0.55f;
            }
            add(sum, fields[number % fields.length]);
            add(sum, noise(new Random(1_000_003L + number % 5000), spectrum, 0.8f));
            add(sum, noise(new Random(77_000_003L + number), spectrum, 0.9f));
            return sum;
        };
    }

    /** A thousand clusters of equal noise: the easy case that papers like. */
    static EmbeddingSource clustered() {
        float[] even = new float[DIMENSION];
        java.util.Arrays.fill(even, 1);
        return number -> {
            float[] sum = noise(new Random(5_000_011L + number % 1000), even, 1);
            add(sum, noise(new Random(99_000_017L + number), even, 0.5f));
            return sum;
        };
    }

    /**
     * Real embeddings, float32 little-endian one behind the other. Numbers behind the last are a
     * row moved by a part of the difference of two others, so the directions stay the model's.
     */
    static EmbeddingSource of(Path file) throws IOException {
        FloatBuffer all =
                ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        int rows = all.remaining() / DIMENSION;
        return number -> {
            if (number < rows) {
                return row(all, number);
            }
            Random random = new Random(31_000_003L + number);
            float[] sum = row(all, random.nextInt(rows));
            float[] plus = row(all, random.nextInt(rows));
            float[] minus = row(all, random.nextInt(rows));
            for (int i = 0; i < DIMENSION; i++) {
                sum[i] += 0.7f * (plus[i] - minus[i]);
            }
            return sum;
        };
    }

    private static float[] row(FloatBuffer all, int number) {
        float[] row = new float[DIMENSION];
        all.get(number * DIMENSION, row);
        float squares = 0;
        for (float element : row) {
            squares += element * element;
        }
        for (int i = 0; i < DIMENSION; i++) {
            row[i] /= (float) Math.sqrt(squares);
        }
        return row;
    }

    private static float[] noise(Random random, float[] spectrum, float length) {
        float[] noise = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            noise[i] = (float) random.nextGaussian() * spectrum[i];
            squares += noise[i] * noise[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            noise[i] *= (float) (length / Math.sqrt(squares));
        }
        return noise;
    }

    private static void add(float[] sum, float[] more) {
        for (int i = 0; i < DIMENSION; i++) {
            sum[i] += more[i];
        }
    }
}
