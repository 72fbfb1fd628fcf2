package lightrag.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.auth.AuthSettings.Branding;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** JSON answers of this room, in the reference's shapes. */
final class Reply {

    /** Facts that clients compare: the version of the reference whose contract is kept. */
    private static final String CORE_VERSION = "1.5.7";

    private static final String API_VERSION = "0344";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Reply() {}

    static void json(HttpServletResponse response, int status, Map<String, ?> body)
            throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    static void detail(HttpServletResponse response, int status, String detail) throws IOException {
        json(response, status, Map.of("detail", detail));
    }

    static void methodNotAllowed(
            HttpServletRequest request, HttpServletResponse response, String allowed)
            throws IOException {
        UnreadBody.settle(request, response);
        response.setHeader("Allow", allowed);
        detail(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method Not Allowed");
    }

    /** One item of a 422 body. */
    static Map<String, Object> fieldError(
            String type, String field, String message, @Nullable Object input) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", type);
        item.put("loc", List.of("body", field));
        item.put("msg", message);
        item.put("input", input);
        return item;
    }

    /** The part about a token that login and status share. */
    static Map<String, Object> token(Map<String, Object> body, String jwt) {
        body.put("access_token", jwt);
        body.put("token_type", "bearer");
        return body;
    }

    /** The part about versions and titles that login and status share; absent titles are null. */
    static Map<String, Object> server(Map<String, Object> body, Branding branding) {
        body.put("core_version", CORE_VERSION);
        body.put("api_version", API_VERSION);
        body.put("webui_title", orNull(branding.title()));
        body.put("webui_description", orNull(branding.description()));
        body.put("ai_content_notice_enabled", branding.aiContentNotice());
        return body;
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.orElse(null);
    }
}
