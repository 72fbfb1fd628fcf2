package lightrag.http.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file of this bundle, read when it is first needed by a constructor. */
final class Resource {
    private Resource() {}

    static byte[] read(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this bundle lacks its file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
