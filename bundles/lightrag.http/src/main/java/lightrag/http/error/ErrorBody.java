package lightrag.http.error;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import tools.jackson.core.io.JsonStringEncoder;

/** The body {@code {"detail": ...}} that every error has. */
public final class ErrorBody {

    /** Half as many bytes as hex digits in an error id. */
    private static final int ID_BYTES = 6;

    private static final SecureRandom RANDOM = new SecureRandom();

    private ErrorBody() {}

    public static byte[] detail(String text) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
        return ("{\"detail\":\"" + quoted + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    static Response response(int status, String text) {
        byte[] body = detail(text);
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, body.length)
                .entity(body)
                .build();
    }

    /** With a hint when to try again, at least one second. */
    static Response retriable(int status, String text, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return Response.fromResponse(response(status, text))
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    /** A name under which the log says more than a client may know. */
    static String newErrorId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    static Response internal(String errorId) {
        return response(500, "Internal server error (error_id: " + errorId + ")");
    }
}
