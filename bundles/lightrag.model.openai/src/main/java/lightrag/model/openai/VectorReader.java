package lightrag.model.openai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one vector without boxing: a JSON array of numbers, or base64 of little-endian 32-bit
 * floats.
 */
final class VectorReader {

    private static final int DIMENSION_GUESS = 1024;

    private VectorReader() {}

    /** The vector the parser stands on; empty unless it is one. */
    static float[] read(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_STRING -> decode(in.getBinaryValue());
            case START_ARRAY -> numbers(in);
            case null, default -> new float[0];
        };
    }

    private static float[] decode(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    private static float[] numbers(JsonParser in) {
        float[] vector = new float[DIMENSION_GUESS];
        int size = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (size == vector.length) {
                vector = Arrays.copyOf(vector, 2 * size);
            }
            vector[size++] = in.getFloatValue();
        }
        return Arrays.copyOf(vector, size);
    }
}
