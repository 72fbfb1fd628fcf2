package lightrag.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What to do with a body that an early answer leaves unread. The server closes such a connection,
 * and a client that meanwhile sends its next request on it loses that one. So a small body is taken
 * off the line, and for any other the client is told that the connection ends.
 */
final class UnreadBody {

    /** Any question and any form; reading it costs less than a new connection. */
    private static final long SMALL = 64 * 1024;

    private UnreadBody() {}

    /** Call before the answer is written. */
    static void settle(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long length = request.getContentLengthLong();
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (length > SMALL || (length < 0 && chunked)) {
            response.setHeader("Connection", "close");
        } else if (length > 0) {
            request.getInputStream().readNBytes((int) length);
        }
    }
}
