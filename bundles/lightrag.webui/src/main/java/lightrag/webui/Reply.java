package lightrag.webui;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Answers in one piece. */
final class Reply {
    private Reply() {}

    /** The body that every error has. */
    static void detail(HttpServletResponse response, int status, String text) throws IOException {
        json(response, status, JsonMapper.shared().createObjectNode().put("detail", text));
    }

    static void json(HttpServletResponse response, int status, Object body) throws IOException {
        response.setContentType("application/json");
        bytes(
                response,
                status,
                JsonMapper.shared().writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }

    static void bytes(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentLength(body.length);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(body);
    }
}
