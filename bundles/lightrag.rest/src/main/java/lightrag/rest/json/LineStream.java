package lightrag.rest.json;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/** One JSON object a line, each sent at once. Not thread-safe. */
public final class LineStream {
    private static final Logger LOG = LoggerFactory.getLogger(LineStream.class);

    private final OutputStream out;
    private final SpacedJson format;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    private LineStream(OutputStream out, SpacedJson format) {
        this.out = out;
        this.format = format;
    }

    /**
     * Writes the lines of one response; owns whatever it reads from and closes it however it ends.
     */
    @FunctionalInterface
    public interface Lines {
        /**
         * Writes all lines.
         *
         * @throws ClientGoneException from {@link LineStream#write}; leave at once, nobody reads on
         */
        void writeTo(LineStream stream);
    }

    /** The client closed the connection. */
    public static final class ClientGoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClientGoneException(IOException cause) {
            super(cause);
        }
    }

    /** A 200 response that is written while it is produced. */
    public static Response response(SpacedJson format, Lines lines) {
        StreamingOutput body =
                out -> {
                    try {
                        lines.writeTo(new LineStream(out, format));
                    } catch (ClientGoneException e) {
                        LOG.debug("client closed the connection during a stream", e);
                    }
                };
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, "application/x-ndjson")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("connection", "keep-alive")
                .header("x-accel-buffering", "no")
                .build();
    }

    /**
     * Sends one line.
     *
     * @throws ClientGoneException nobody reads any more
     */
    public void write(Consumer<JsonGenerator> content) {
        line.reset();
        format.write(line, content);
        line.write('\n');
        try {
            line.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }
}
