package lightrag.storage.rocksdb.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Embeddings as numbers and bytes: float32 throughout, with the order of additions that numpy uses,
 * so that scores agree with the reference's.
 */
final class Float32 {
    /** numpy adds up to this many numbers in eight running sums, more by halves. */
    private static final int PAIRWISE_BLOCK = 128;

    private Float32() {}

    /** A vector of length 1 in the same direction; a zero vector stays as it is. */
    static float[] normalised(float[] vector) {
        float[] squares = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            squares[i] = vector[i] * vector[i];
        }
        float norm = (float) Math.sqrt(pairwiseSum(squares, 0, squares.length));
        if (norm == 0) {
            return vector.clone();
        }
        float[] unit = squares;
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / norm;
        }
        return unit;
    }

    private static float pairwiseSum(float[] numbers, int from, int count) {
        if (count > PAIRWISE_BLOCK) {
            int half = count / 2;
            half -= half % 8;
            return pairwiseSum(numbers, from, half)
                    + pairwiseSum(numbers, from + half, count - half);
        }
        float sum = 0;
        int done = 0;
        if (count >= 8) {
            float[] eight = new float[8];
            System.arraycopy(numbers, from, eight, 0, 8);
            for (done = 8; done + 8 <= count; done += 8) {
                for (int lane = 0; lane < 8; lane++) {
                    eight[lane] += numbers[from + done + lane];
                }
            }
            sum =
                    ((eight[0] + eight[1]) + (eight[2] + eight[3]))
                            + ((eight[4] + eight[5]) + (eight[6] + eight[7]));
        }
        for (; done < count; done++) {
            sum += numbers[from + done];
        }
        return sum;
    }

    static byte[] toBytes(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    static float[] fromBytes(ByteBuffer bytes) {
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    static short[] toHalf(float[] vector) {
        short[] half = new short[vector.length];
        for (int i = 0; i < vector.length; i++) {
            half[i] = Float.floatToFloat16(vector[i]);
        }
        return half;
    }

    static float[] fromHalf(short[] half) {
        float[] vector = new float[half.length];
        for (int i = 0; i < half.length; i++) {
            vector[i] = Float.float16ToFloat(half[i]);
        }
        return vector;
    }

    static boolean isFinite(float[] vector) {
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }
}
