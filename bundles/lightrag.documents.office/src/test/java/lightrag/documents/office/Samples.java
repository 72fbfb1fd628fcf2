package lightrag.documents.office;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The files that {@code make_samples.py} made, and the reference's reading of them. */
final class Samples {

    private Samples() {}

    static byte[] bytes(String name) throws IOException {
        try (var in = Samples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        }
    }

    static String expected(String name) throws IOException {
        return new String(bytes(name + ".expected"), StandardCharsets.UTF_8);
    }
}
