package lightrag.http.docs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A file of this bundle, read when it is first needed by a constructor. */
final class Resource {
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/";
    private static final String SWAGGER_VERSION =
            "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

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

    /** A file of Swagger UI; their folder is named by its version. */
    static byte[] swagger(String name) {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(read(SWAGGER_VERSION)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(SWAGGER + properties.getProperty("version") + "/" + name);
    }
}
