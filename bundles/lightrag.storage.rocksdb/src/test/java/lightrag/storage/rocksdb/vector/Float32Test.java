package lightrag.storage.rocksdb.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Float32Test {

    /** Numbers any language makes the same way. */
    private static float[] generated(int length) {
        float[] floats = new float[length];
        long state = length;
        for (int i = 0; i < length; i++) {
            state = (state * 1103515245L + 12345) & 0x7fffffff;
            floats[i] = (float) (state / (double) 0x7fffffff - 0.5);
        }
        return floats;
    }

    /** Bits of a / numpy.linalg.norm(a, axis=-1) of numpy 2.4: first, last, exclusive or of all. */
    @ParameterizedTest
    @CsvSource({
        "3, 1039831378, -1089844424, 1034288867",
        "8, -1090231529, 1040195734, -2104441039",
        "20, -1102732866, -1108227348, 30066568",
        "128, 1035517357, -1157023305, 22741004",
        "129, -1115560153, 1020877631, -1160990927",
        "384, -1124030832, -1112527468, 267006173",
        "1000, 1026034461, 1025326799, -1925331704",
        "1536, -1131121704, 1020740273, 229270682"
    })
    void normalisingGivesTheBitsOfNumpy(int length, int first, int last, int mixed) {
        float[] unit = Float32.normalised(generated(length));
        int xor = 0;
        for (float element : unit) {
            xor ^= Float.floatToRawIntBits(element);
        }
        assertThat(Float.floatToRawIntBits(unit[0])).isEqualTo(first);
        assertThat(Float.floatToRawIntBits(unit[length - 1])).isEqualTo(last);
        assertThat(xor).isEqualTo(mixed);
    }

    @Test
    void aZeroVectorStaysZero() {
        assertThat(Float32.normalised(new float[3])).containsOnly(0);
    }

    @Test
    void bytesKeepEveryBit() {
        float[] vector = {1.1f, -0f, Float.MIN_VALUE, 3e38f};
        assertThat(Float32.fromBytes(ByteBuffer.wrap(Float32.toBytes(vector)))).isEqualTo(vector);
        assertThat(Float32.toBytes(new float[] {1f})).containsExactly(0, 0, 0x80, 0x3f);
    }

    @Test
    void halfPrecisionRoundsToTheNearest() {
        assertThat(Float32.fromHalf(Float32.toHalf(new float[] {0.1f, 2049f, -7f})))
                .containsExactly(0.099975586f, 2048f, -7f);
    }
}
